// chaos FOLDER NAME=NUMBER…: runs random schedules of faults against real daemons, and judges each.
//
//   seed=N          the first schedule's; each later one has the next seed (default 1)
//   schedules=N     how many at most (default 1)
//   minutes=N       how long at most; 0: no limit (default 0)
//   milliseconds=N  how long the load of a schedule logs (default 6000)
//
// Only through tests/live/private_host and collector_host. FOLDER keeps what was read of every schedule that failed.
// Exit status: 0, or 1 when anything was not as it must be.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <thread>

#include "chaos/report.hpp"
#include "chaos/stage.hpp"

using namespace nixie::tests;
using steady = std::chrono::steady_clock;

namespace {

struct step {
    unsigned at; // milliseconds
    bool begins;
    const fault *what;
};

std::vector<step> steps_of(const schedule &of) {
    std::vector<step> steps;
    for (const fault &each : of.faults) {
        steps.push_back({each.begin, true, &each});
        steps.push_back({each.begin + each.duration, false, &each});
    }
    std::stable_sort(steps.begin(), steps.end(), [](const step &one, const step &other) { return one.at < other.at; });
    return steps;
}

verdict run(stage &on, const schedule &of, const std::string &folder) {
    std::filesystem::create_directories(folder);
    std::ofstream(folder + "/schedule") << text_of(of);
    on.open(of, folder);
    const auto begin = steady::now();
    for (const step &each : steps_of(of)) {
        std::this_thread::sleep_until(begin + std::chrono::milliseconds(each.at)); // the schedule's time
        each.begins ? on.begin(*each.what) : on.end(*each.what);
    }
    const std::string wrong = on.close();
    const evidence all = on.gather();
    verdict judged = judge(all);
    if (!wrong.empty()) judged.problems.push_back(wrong);
    std::cout << line_of(of, all, judged);
    for (const std::string &each : judged.own_losses) std::cout << "    lost by the side itself: " << each << "\n";
    return judged;
}

// The first ones say enough; the folder has the rest.
void tell_problems(const verdict &judged, const schedule &of, const std::string &folder) {
    constexpr std::size_t most = 20;
    std::ofstream file(folder + "/problems");
    for (std::size_t i = 0; i < judged.problems.size(); ++i) {
        file << judged.problems[i] << "\n";
        if (i < most) std::cout << "    PROBLEM: " << judged.problems[i].substr(0, 300) << "\n";
    }
    std::cout << text_of(of) << "    kept in " << folder << "; again: ./dev chaos --seed " << of.seed
              << " --schedules 1 --milliseconds " << of.milliseconds << "\n";
}

int run_all(int count, char **words) {
    std::map<std::string, std::uint64_t> numbers{{"seed", 1}, {"schedules", 1}, {"minutes", 0}, {"milliseconds", 6000}};
    for (int i = 2; i < count; ++i) {
        const std::string word = words[i];
        numbers.at(word.substr(0, word.find('='))) = std::stoull(word.substr(word.find('=') + 1));
    }
    stage on;
    totals all;
    const auto begin = steady::now();
    for (std::uint64_t i = 0; i < numbers["schedules"]; ++i) {
        if (numbers["minutes"] > 0 && steady::now() - begin > std::chrono::minutes(numbers["minutes"])) break;
        const schedule of = make_schedule(numbers["seed"] + i, static_cast<unsigned>(numbers["milliseconds"]));
        const std::string folder = std::string(words[1]) + "/seed-" + std::to_string(of.seed);
        const verdict judged = run(on, of, folder);
        all.add(of, judged);
        if (judged.problems.empty()) {
            std::filesystem::remove_all(folder);
        } else {
            on.keep(folder);
            tell_problems(judged, of, folder);
        }
        std::cout.flush();
    }
    std::cout << all.table();
    return all.well() ? 0 : 1;
}

} // namespace

int main(int count, char **words) {
    try {
        return run_all(count, words);
    } catch (const std::exception &trouble) { // of the stage: no verdict
        std::cerr << "chaos: " << trouble.what() << "\n";
        return 1;
    }
}
