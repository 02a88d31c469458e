#include <cstddef>
#include <cstdio>  // jpeglib.h does not include what it needs

#include <jpeglib.h>

#include <csetjmp>
#include <cstdlib>

#include "keras/core/error.hpp"
#include "keras/io/image.hpp"

namespace keras::io {
namespace {

// libjpeg reports errors through a function that must not return: between its calls and `setjmp`
// nothing may need a destructor.

struct ErrorManager {
  jpeg_error_mgr base = {};
  std::jmp_buf jump = {};
  char message[JMSG_LENGTH_MAX] = "";
};

void note_error(j_common_ptr state) {
  auto& manager = *reinterpret_cast<ErrorManager*>(state->err);
  state->err->format_message(state, manager.message);
  std::longjmp(manager.jump, 1);
}

void ignore_message(j_common_ptr) {}

jpeg_error_mgr* prepare(ErrorManager& manager) {
  jpeg_std_error(&manager.base);
  manager.base.error_exit = note_error;
  manager.base.output_message = ignore_message;
  return &manager.base;
}

struct Reader {
  ErrorManager errors = {};
  jpeg_decompress_struct state = {};

  Reader() {
    state.err = prepare(errors);
    jpeg_create_decompress(&state);
  }
  Reader(const Reader&) = delete;
  ~Reader() { jpeg_destroy_decompress(&state); }
};

struct Writer {
  ErrorManager errors = {};
  jpeg_compress_struct state = {};
  unsigned char* memory = nullptr;
  unsigned long size = 0;

  Writer() {
    state.err = prepare(errors);
    jpeg_create_compress(&state);
    jpeg_mem_dest(&state, &memory, &size);
  }
  Writer(const Writer&) = delete;
  ~Writer() {
    jpeg_destroy_compress(&state);
    std::free(memory);
  }
};

bool read_head(Reader& reader, Bytes file) {
  if (setjmp(reader.errors.jump)) return false;
  jpeg_mem_src(&reader.state, reinterpret_cast<const unsigned char*>(file.data()),
               static_cast<unsigned long>(file.size()));
  jpeg_read_header(&reader.state, TRUE);
  return true;
}

bool read_pixels(Reader& reader, Image& image) {
  if (setjmp(reader.errors.jump)) return false;
  jpeg_start_decompress(&reader.state);
  while (reader.state.output_scanline < reader.state.output_height) {
    JSAMPROW row = image.pixels.data() +
                   std::int64_t{reader.state.output_scanline} * image.width * image.channels;
    jpeg_read_scanlines(&reader.state, &row, 1);
  }
  jpeg_finish_decompress(&reader.state);
  return true;
}

bool write_pixels(Writer& writer, Image& image, int quality) {
  if (setjmp(writer.errors.jump)) return false;
  auto& state = writer.state;
  state.image_width = static_cast<JDIMENSION>(image.width);
  state.image_height = static_cast<JDIMENSION>(image.height);
  state.input_components = static_cast<int>(image.channels);
  state.in_color_space = image.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&state);
  jpeg_set_quality(&state, quality, TRUE);
  jpeg_start_compress(&state, TRUE);
  while (state.next_scanline < state.image_height) {
    JSAMPROW row =
        image.pixels.data() + std::int64_t{state.next_scanline} * image.width * image.channels;
    jpeg_write_scanlines(&state, &row, 1);
  }
  jpeg_finish_compress(&state);
  return true;
}

[[noreturn]] void fail_damaged(const Reader& reader) {
  fail("the JPEG file is damaged (", reader.errors.message, ")");
}

}  // namespace

Image read_jpeg(Bytes file, ImageLimits limits) {
  Reader reader;
  if (!read_head(reader, file)) fail_damaged(reader);
  auto& state = reader.state;
  if (state.num_components != 1 && state.num_components != 3)
    fail("a JPEG file must have 1 or 3 channels; received ", state.num_components);
  state.out_color_space = state.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  Image image;
  image.height = state.image_height, image.width = state.image_width;
  image.channels = state.num_components;
  check_image_size(image.height, image.width, limits);
  image.pixels.resize(static_cast<std::size_t>(image.height * image.width * image.channels));
  if (!read_pixels(reader, image)) fail_damaged(reader);
  return image;
}

std::vector<std::byte> write_jpeg(const Image& image, int quality) {
  if (image.channels != 1 && image.channels != 3)
    fail("a JPEG file must have 1 or 3 channels; received ", image.channels);
  Writer writer;
  auto copy = image;  // libjpeg's rows are not const
  if (!write_pixels(writer, copy, quality))
    fail("the image cannot be written as JPEG (", writer.errors.message, ")");
  const auto bytes = std::as_bytes(std::span(writer.memory, writer.size));
  return {bytes.begin(), bytes.end()};
}

}  // namespace keras::io
