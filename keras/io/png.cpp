#include <png.h>

#include <csetjmp>
#include <cstring>
#include <string>

#include "keras/core/error.hpp"
#include "keras/io/image.hpp"

namespace keras::io {
namespace {

// libpng reports errors by longjmp: between its calls and `setjmp` nothing may need a destructor.

/// What libpng is given to read from or to write to, and what it complains of.
struct Transfer {
  Bytes rest = {};
  std::vector<std::byte> written = {};
  char message[96] = "";
};

void note_error(png_structp png, png_const_charp message) {
  auto& transfer = *static_cast<Transfer*>(png_get_error_ptr(png));
  std::strncpy(transfer.message, message, sizeof transfer.message - 1);
  png_longjmp(png, 1);
}

void ignore_warning(png_structp, png_const_charp) {}

void take_bytes(png_structp png, png_bytep to, png_size_t count) {
  auto& rest = static_cast<Transfer*>(png_get_io_ptr(png))->rest;
  if (count > rest.size()) png_error(png, "the file ends too early");
  std::memcpy(to, rest.data(), count);
  rest = rest.subspan(count);
}

void put_bytes(png_structp png, png_bytep from, png_size_t count) {
  auto& written = static_cast<Transfer*>(png_get_io_ptr(png))->written;
  const auto bytes = std::as_bytes(std::span(from, count));
  written.insert(written.end(), bytes.begin(), bytes.end());
}

/// libpng's state for one file.
struct Reader {
  Transfer transfer = {};
  png_structp png = nullptr;
  png_infop info = nullptr;

  explicit Reader(Bytes file) {
    transfer.rest = file;
    png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &transfer, note_error, ignore_warning);
    if (png) info = png_create_info_struct(png);
    check(info != nullptr, "libpng must be the one that this was built with");
    png_set_read_fn(png, &transfer, take_bytes);
  }
  Reader(const Reader&) = delete;
  ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
};

struct Writer {
  Transfer transfer = {};
  png_structp png = nullptr;
  png_infop info = nullptr;

  Writer() {
    png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &transfer, note_error, ignore_warning);
    if (png) info = png_create_info_struct(png);
    check(info != nullptr, "libpng must be the one that this was built with");
    png_set_write_fn(png, &transfer, put_bytes, nullptr);
  }
  Writer(const Writer&) = delete;
  ~Writer() { png_destroy_write_struct(&png, &info); }
};

/// Everything before the pixels.
bool read_head(Reader& reader) {
  if (setjmp(png_jmpbuf(reader.png))) return false;
  png_read_info(reader.png, reader.info);
  return true;
}

/// Asks for 8 bits a channel, and colors instead of places in a palette.
bool choose_form(Reader& reader) {
  if (setjmp(png_jmpbuf(reader.png))) return false;
  png_set_expand(reader.png);
  png_set_strip_16(reader.png);
  png_set_interlace_handling(reader.png);
  png_read_update_info(reader.png, reader.info);
  return true;
}

bool read_rows(Reader& reader, std::vector<png_bytep>& rows) {
  if (setjmp(png_jmpbuf(reader.png))) return false;
  png_read_image(reader.png, rows.data());
  return true;
}

bool write_all(Writer& writer, const Image& image, std::vector<png_bytep>& rows) {
  constexpr int color_types[] = {0, PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA,
                                 PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
  if (setjmp(png_jmpbuf(writer.png))) return false;
  png_set_IHDR(writer.png, writer.info, static_cast<png_uint_32>(image.width),
               static_cast<png_uint_32>(image.height), 8, color_types[image.channels],
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(writer.png, writer.info);
  png_write_image(writer.png, rows.data());
  png_write_end(writer.png, nullptr);
  return true;
}

std::vector<png_bytep> rows_of(Image& image) {
  std::vector<png_bytep> rows;
  for (std::int64_t row = 0; row < image.height; ++row)
    rows.push_back(image.pixels.data() + row * image.width * image.channels);
  return rows;
}

[[noreturn]] void fail_damaged(const Reader& reader) {
  fail("the PNG file is damaged (", reader.transfer.message, ")");
}

}  // namespace

Image read_png(Bytes file, ImageLimits limits) {
  Reader reader(file);
  if (!read_head(reader)) fail_damaged(reader);
  const auto bits = png_get_bit_depth(reader.png, reader.info);
  if (bits == 16 && png_get_color_type(reader.png, reader.info) == PNG_COLOR_TYPE_GRAY)
    fail("a PNG file must have at most 8 bits of gray; received 16");
  Image image;
  image.height = png_get_image_height(reader.png, reader.info);
  image.width = png_get_image_width(reader.png, reader.info);
  check_image_size(image.height, image.width, limits);
  if (!choose_form(reader)) fail_damaged(reader);
  image.channels = png_get_channels(reader.png, reader.info);
  image.pixels.resize(static_cast<std::size_t>(image.height * image.width * image.channels));
  auto rows = rows_of(image);
  if (!read_rows(reader, rows)) fail_damaged(reader);
  return image;
}

std::vector<std::byte> write_png(const Image& image) {
  Writer writer;
  auto copy = image;  // libpng's rows are not const
  auto rows = rows_of(copy);
  if (!write_all(writer, copy, rows))
    fail("the image cannot be written as PNG (", writer.transfer.message, ")");
  return std::move(writer.transfer.written);
}

}  // namespace keras::io
