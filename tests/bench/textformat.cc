// The yardstick: Google's TextFormat on the same files, each once per pass.
// usage: textformat plain|arena PASSES FILE...
// Prints ms of the best pass, bytes of the files, and the peak memory in MiB.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <sys/resource.h>

#include <google/protobuf/arena.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

#include "schema.pb.h"

using google::protobuf::TextFormat;

struct Quiet : google::protobuf::io::ErrorCollector {
  void AddError(int, int, const std::string &) override {}
  void AddWarning(int, int, const std::string &) override {}
};

static bool parse(const std::string &text, netweight::NetParameter *net) {
  TextFormat::Parser parser;
  Quiet quiet;
  parser.RecordErrorsTo(&quiet);
  parser.AllowUnknownField(true);
  google::protobuf::io::ArrayInputStream in(text.data(), text.size());
  return parser.Parse(&in, net);
}

static bool plain(const std::string &text) {
  netweight::NetParameter net;
  return parse(text, &net);
}

static bool in_arena(const std::string &text) {
  google::protobuf::Arena arena;
  return parse(text, google::protobuf::Arena::CreateMessage<netweight::NetParameter>(&arena));
}

static double pass(const std::vector<std::string> &texts, bool (*run)(const std::string &)) {
  auto start = std::chrono::steady_clock::now();
  for (const std::string &text : texts) run(text);
  std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  return took.count();
}

static double best(int passes, const std::vector<std::string> &texts,
                   bool (*run)(const std::string &)) {
  double least = 1e300;
  for (int i = 0; i < passes; i++) least = std::min(least, pass(texts, run));
  return least;
}

static double peak_mebibytes() {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024.0;
}

int main(int argc, char **argv) {
  std::vector<std::string> texts;
  size_t bytes = 0;
  for (int i = 3; i < argc; i++) {
    std::ifstream in(argv[i], std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    texts.push_back(all.str());
    bytes += texts.back().size();
  }
  bool arena = std::string(argv[1]) == "arena";
  double ms = best(std::atoi(argv[2]), texts, arena ? in_arena : plain);
  printf("%.4f %zu %.1f\n", ms, bytes, peak_mebibytes());
}
