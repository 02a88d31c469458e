// Convolutions that read windows where they lie: in a line of pixels a window is its neighbour, a
// step on. So a line of pixels is copied once, with zeros at its ends, or not at all, and not once
// for each window that sees it.
#pragma once
#include "keras/runtime/cpu/isa/convolution_blocks.hpp"
#include "keras/runtime/cpu/isa/convolution_narrow.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

constexpr std::int64_t least_line = 4;        // windows: shorter lines fill no strip
constexpr std::int64_t least_channels = 4;    // of a run of columns
constexpr std::int64_t most_line_runs = 512;  // of a tile

inline std::int64_t lines_of(const Windows& s) {
  return s.batch * s.axes[0].windows * s.axes[1].windows;
}

/// The line of pixels that tap line `tap` of the windows at `place` looks at, or -1.
inline std::int64_t line_at(const Windows& s, const WindowPlace& place, std::int64_t tap) {
  const auto &a = s.axes[0], &b = s.axes[1];
  const auto i = place.at[0] * a.step + a.first + tap / b.taps * a.apart;
  const auto j = place.at[1] * b.step + b.first + tap % b.taps * b.apart;
  if (i < 0 || i >= a.length || j < 0 || j >= b.length) return -1;
  return (place.image * a.length + i) * b.length + j;
}

/// The first window of the next line.
inline void advance_line(const Windows& s, WindowPlace& place) {
  place.at[2] = s.axes[2].windows - 1;
  advance(s, place);
}

/// How a convolution is cut where it goes by lines.
struct LinePlan {
  bool works = false;
  std::int64_t windows = 0;  // of a tile: whole lines, or a piece of one
  std::int64_t pieces = 1;   // of a line
  std::int64_t row_tiles = 0;
  std::int64_t channels = 0;  // of a slice
  std::int64_t pixels = 0;    // of a line of pixels that a tile looks at
  bool copies = true;         // the lines
  bool along = false;         // a run is a line of taps, else it is one tap

  /// `rows` is how many windows a tile should have at most.
  LinePlan(const Convolution& s, std::int64_t rows) {
    const auto& c = s.windows.axes[2];
    const auto tap_lines = s.windows.axes[0].taps * s.windows.axes[1].taps;
    const auto lines = lines_of(s.windows);
    if (c.windows < least_line || tap_lines * c.taps * s.windows.channels == 0) return;
    std::int64_t tile_lines = 1;
    if (c.windows > rows) {
      pieces = parts(c.windows, rows);
      windows = parts(c.windows, pieces);
      row_tiles = lines * pieces;
    } else {
      tile_lines = parts(lines, parts(lines, rows / c.windows));
      windows = tile_lines * c.windows;
      row_tiles = parts(lines, tile_lines);
    }
    channels = smallest(s.windows.channels, convolution_depth / (tap_lines * c.taps));
    if (channels < s.windows.channels) {
      if (channels >= lanes<float>) channels = channels / lanes<float> * lanes<float>;
      channels = parts(s.windows.channels, parts(s.windows.channels, largest(1, channels)));
    }
    const auto line_windows = smallest(windows, c.windows);
    pixels = (line_windows - 1) * c.step + (c.taps - 1) * c.apart + 1;
    const bool inside =
        c.first >= 0 && c.first + (c.windows - 1) * c.step + (c.taps - 1) * c.apart < c.length;
    copies = !inside || s.windows.pixel * c.step >= far_apart;
    const auto pixel = copies ? channels : s.windows.pixel;
    const bool taps_in_order = s.w_transposed || s.w_taps[2] == s.windows.channels * s.w_row;
    along = channels == s.windows.channels && channels == pixel && c.apart == 1 && taps_in_order;
    works = (channels >= least_channels || channels == s.windows.channels) &&
            tap_lines * c.taps * channels <= convolution_depth &&
            tile_lines * tap_lines * (along ? 1 : c.taps) <= most_line_runs &&
            tile_lines * tap_lines * pixels * channels <= convolution_rows * convolution_depth;
  }
};

/// One tile of a convolution.
class LineTile {
 public:
  LineTile(const Convolution& s, const LinePlan& plan, const TilePart& part, void* memory,
           bool in_place)
      : s_(s),
        plan_(plan),
        part_(part),
        scratch_(memory),
        narrow_(part.cols <= narrow_cols),
        in_place_(in_place && !narrow_) {}

  void multiply() {
    const auto channels = s_.windows.channels;
    for (std::int64_t from = 0; from < channels; from += plan_.channels) {
      const auto count = smallest(plan_.channels, channels - from);
      find_runs(from, count);
      if (narrow_) {
        multiply_narrow(from, count);
        continue;
      }
      for (std::int64_t col = 0; col < part_.cols; col += panel) multiply_panel(from, count, col);
    }
  }

 private:
  std::int64_t line_windows() const { return smallest(part_.rows, s_.windows.axes[2].windows); }
  std::int64_t lines() const { return part_.rows / line_windows(); }

  /// Those of each line, for some channels; copies what they look at.
  void find_runs(std::int64_t channel, std::int64_t count) {
    const auto& c = s_.windows.axes[2];
    const auto tap_lines = s_.windows.axes[0].taps * s_.windows.axes[1].taps;
    pixel_ = plan_.copies ? count : s_.windows.pixel;
    copied_ = 0;
    auto place = place_of(s_.windows, part_.row);
    const auto first = place.at[2] * c.step + c.first;  // the first pixel of a line
    auto* run = runs_;
    for (std::int64_t line = 0; line < lines(); ++line, advance_line(s_.windows, place)) {
      first_run_[line] = run;
      for (std::int64_t tap_line = 0; tap_line < tap_lines; ++tap_line) {
        const auto at = line_at(s_.windows, place, tap_line);
        if (at < 0) continue;
        const auto* x = s_.windows.x + (at * c.length + first) * s_.windows.pixel + channel;
        if (plan_.copies) x = copied_line(at, x, first, count);
        const auto tap = tap_line * c.taps;
        if (plan_.along) {
          *run++ = {x, weights_at(tap, count), c.taps * count};
        } else {
          for (std::int64_t t = 0; t < c.taps; ++t)
            *run++ = {x + t * c.apart * pixel_, weights_at(tap + t, count), count};
        }
      }
    }
    first_run_[lines()] = run;
  }

  /// From the weights of the slice and the panel to those of a tap.
  std::int64_t weights_at(std::int64_t tap, std::int64_t count) const {
    return in_place_ ? weights_of_tap(s_, tap) - s_.w : tap * count * (narrow_ ? 1 : panel);
  }

  /// Line `at`, from pixel `first` on, which is at `x`.
  const float* copied_line(std::int64_t at, const float* x, std::int64_t first,
                           std::int64_t count) {
    const auto size = plan_.pixels * count;
    for (auto i = copied_ - 1; i >= 0; --i)
      if (copied_lines_[i] == at) return scratch_.a + i * size;
    auto* y = scratch_.a + copied_ * size;
    copied_lines_[copied_++] = at;
    const auto length = s_.windows.axes[2].length, pixel = s_.windows.pixel;
    const auto before = smallest(plan_.pixels, largest(0, -first));
    const auto until = largest(before, smallest(plan_.pixels, length - first));
    clear_floats(before * count, y);
    if (count == pixel) {
      copy_floats(x + before * pixel, (until - before) * count, y + before * count);
    } else {
      for (auto p = before; p < until; ++p) copy_floats(x + p * pixel, count, y + p * count);
    }
    clear_floats((plan_.pixels - until) * count, y + until * count);
    return y;
  }

  void multiply_panel(std::int64_t channel, std::int64_t count, std::int64_t col) {
    const auto& c = s_.windows.axes[2];
    const auto cols = smallest(panel, part_.cols - col);
    Block block = {.a_row = c.step * pixel_, .a_col = 1};
    if (in_place_) {
      block.b = s_.w + channel * s_.w_row + part_.col + col;
      block.b_row = s_.w_row;
    } else {
      const auto taps = s_.windows.axes[0].taps * s_.windows.axes[1].taps * c.taps;
      for (std::int64_t tap = 0; tap < taps; ++tap)
        pack_weights(s_, tap * s_.windows.channels + channel, count, part_.col + col, cols,
                     scratch_.b + tap * count * panel);
      block.b = scratch_.b;
      block.b_row = panel;
    }
    set_result(s_, part_, col, scratch_.y, block);
    for (std::int64_t line = 0; line < lines(); ++line) {
      block.runs = first_run_[line];
      block.k = first_run_[line + 1] - first_run_[line];
      if (channel > 0) block.start = block.y, block.start_row = block.y_row;
      multiply_strips(block, line_windows(), result_cols(s_, cols));
      block.y += line_windows() * block.y_row;
    }
  }

  void multiply_narrow(std::int64_t channel, std::int64_t count) {
    const auto& axes = s_.windows.axes;
    const auto taps = axes[0].taps * axes[1].taps * axes[2].taps;
    Block block;
    set_result(s_, part_, 0, scratch_.y, block);
    for (std::int64_t j = 0; j < part_.cols; ++j) {
      for (std::int64_t tap = 0; tap < taps; ++tap)
        copy_weights(tap, channel, count, part_.col + j, scratch_.b + tap * count);
      for (std::int64_t line = 0; line < lines(); ++line) {
        dot_rows_of_runs(first_run_[line], first_run_[line + 1], line_windows(),
                         axes[2].step * pixel_, scratch_.b, channel > 0,
                         block.y + line * line_windows() * block.y_row + j, block.y_row);
      }
    }
  }

  /// Those of one tap and output.
  void copy_weights(std::int64_t tap, std::int64_t channel, std::int64_t count, std::int64_t output,
                    float* y) const {
    const auto own = s_.w_transposed ? 1 : s_.w_row, other = s_.w_transposed ? s_.w_row : 1;
    const auto* w = weights_of_tap(s_, tap) + channel * own + output * other;
    for (std::int64_t i = 0; i < count; ++i) y[i] = w[i * own];
  }

  const Convolution& s_;
  const LinePlan& plan_;
  const TilePart& part_;
  TileScratch scratch_;
  bool narrow_;             // a few outputs, one by one
  bool in_place_;           // the weights are read where they lie
  std::int64_t pixel_ = 1;  // floats between the pixels that the runs see
  Run runs_[most_line_runs];
  const Run* first_run_[convolution_rows / least_line + 1];
  std::int64_t copied_lines_[most_line_runs];
  std::int64_t copied_ = 0;
};

/// One tile of the gradient of the weights: its entries are channels of taps, and for each tap the
/// windows of a line are runs of columns.
class LineGradientTile {
 public:
  static constexpr std::int64_t most_taps = 128;
  static constexpr auto most_runs =
      static_cast<std::int64_t>(convolution_rows * convolution_depth * sizeof(float) / sizeof(Run));
  static constexpr std::int64_t most_sums = 1 << 16;  // in the second-level cache

  static bool works(const ConvolutionGradient& s) {
    return s.windows.axes[2].windows >= least_line &&
           (s.outputs > narrow_cols || is_narrow(s, s.outputs));
  }
  /// Entries of a tile: their runs and sums must have room.
  static std::int64_t most_entries(const ConvolutionGradient& s, std::int64_t cols) {
    const auto lines = convolution_depth / s.windows.axes[2].windows + 2;  // of a slice
    const auto taps =
        smallest(most_taps, most_runs / lines) - 2;  // it may begin and end within two
    return largest(1, smallest(most_sums / cols, taps * s.windows.channels));
  }

  LineGradientTile(const ConvolutionGradient& s, const TilePart& part, void* memory)
      : s_(s), part_(part), scratch_(memory), narrow_(is_narrow(s, part.cols)) {}

  /// Adds what the windows [from, from + count) contribute; the first ones start the sum.
  void multiply(std::int64_t from, std::int64_t count) {
    find_runs(s_.first + from, count);
    if (narrow_) return multiply_narrow(from, count);
    for (std::int64_t col = 0; col < part_.cols; col += panel) {
      const auto cols = smallest(panel, part_.cols - col);
      pack_outputs(s_, s_.first + from, count, part_.col + col, cols, scratch_.b);
      for (std::int64_t i = 0; i < taps_; ++i) {
        const auto& tap = tap_runs_[i];
        Block block = {.k = tap.count, .a_row = 1, .a_col = a_col(), .runs = tap.runs};
        block.b = scratch_.b, block.b_row = panel;
        block.y = s_.w + tap.entry * s_.w_row + part_.col + col, block.y_row = s_.w_row;
        if (from > 0) block.start = block.y, block.start_row = block.y_row;
        multiply_strips(block, tap.channels, cols);
      }
    }
  }

 private:
  /// Channels of one tap, and the windows in which they see pixels.
  struct TapRuns {
    std::int64_t entry, channels;
    const Run* runs;
    std::int64_t count;
  };

  /// Whether `cols` outputs are few and the channels fill vectors.
  static bool is_narrow(const ConvolutionGradient& s, std::int64_t cols) {
    return cols <= narrow_cols && s.windows.channels % lanes<float> == 0;
  }

  void multiply_narrow(std::int64_t from, std::int64_t count) {
    for (std::int64_t j = 0; j < part_.cols; ++j) {
      const auto* y = s_.y + (s_.first + from) * s_.y_pixel + part_.col + j;
      for (std::int64_t p = 0; p < count; ++p) scratch_.b[p] = y[p * s_.y_pixel];
      for (std::int64_t i = 0; i < taps_; ++i) {
        const auto& tap = tap_runs_[i];
        sum_rows_of_runs(tap.runs, tap.runs + tap.count, tap.channels, a_col(), scratch_.b,
                         from > 0, s_.w + tap.entry * s_.w_row + part_.col + j, s_.w_row);
      }
    }
  }

  std::int64_t a_col() const { return s_.windows.axes[2].step * s_.windows.pixel; }

  void find_runs(std::int64_t first, std::int64_t count) {
    const auto channels = s_.windows.channels;
    auto* run = reinterpret_cast<Run*>(scratch_.a);
    taps_ = 0;
    for (auto entry = part_.row; entry < part_.row + part_.rows;) {
      const auto tap = entry / channels, channel = entry % channels;
      const auto some = smallest(channels - channel, part_.row + part_.rows - entry);
      auto* const start = run;
      run = find_runs_of_tap(tap, channel, first, count, run);
      tap_runs_[taps_++] = {entry, some, start, run - start};
      entry += some;
    }
  }

  Run* find_runs_of_tap(std::int64_t tap, std::int64_t channel, std::int64_t first,
                        std::int64_t count, Run* run) const {
    const auto& c = s_.windows.axes[2];
    const auto shift = c.first + tap % c.taps * c.apart;  // pixel of window 0
    const auto inside = shift < 0 ? parts(-shift, c.step) : 0;
    const auto outside = shift < c.length ? (c.length - 1 - shift) / c.step + 1 : 0;
    auto place = place_of(s_.windows, first);
    for (std::int64_t done = 0; done < count; advance_line(s_.windows, place)) {
      const auto begin = place.at[2], end = smallest(c.windows, begin + count - done);
      const auto low = largest(begin, inside), high = smallest(end, outside);
      const auto line = line_at(s_.windows, place, tap / c.taps);
      if (line >= 0 && low < high) {
        const auto pixel = line * c.length + low * c.step + shift;
        const auto row = narrow_ ? 1 : panel;
        *run++ = {s_.windows.x + pixel * s_.windows.pixel + channel, (done + low - begin) * row,
                  high - low};
      }
      done += end - begin;
    }
    return run;
  }

  const ConvolutionGradient& s_;
  const TilePart& part_;
  TileScratch scratch_;
  bool narrow_;  // a few outputs, one by one
  TapRuns tap_runs_[most_taps];
  std::int64_t taps_ = 0;
};

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
