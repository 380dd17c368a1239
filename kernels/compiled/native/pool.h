/** Threads that share a list of units of work with the caller, who works too. Started when first asked for. */
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace starling {

class Pool {
 public:
  /**
   * Runs `work(unit)` for each unit of 0 … `units − 1`, in any order, on up to `threads` threads. Where one throws, units
   * that were not begun are left out, and the first exception goes to the caller once every thread has stopped.
   */
  void run(uint32_t units, uint32_t threads, const std::function<void(uint32_t)> &work) {
    const uint32_t helpers = (threads < units ? threads : units) - (units > 0);
    if (units == 0) return;
    if (threads <= 1 || helpers == 0) {
      for (uint32_t unit = 0; unit < units; unit++) work(unit);
      return;
    }
    // One caller at a time: another JavaScript thread may have loaded the addon, too.
    const std::lock_guard<std::mutex> turn(turn_);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      while (threads_.size() < helpers) {
        try {
          threads_.emplace_back([this] { help(); });
        } catch (const std::system_error &) {
          break;  // The system gives no more threads: those that are there do the work.
        }
      }
      work_ = &work;
      units_ = units;
      next_ = 0;
      failure_ = nullptr;
      invited_ = helpers < threads_.size() ? helpers : uint32_t(threads_.size());
    }
    begun_.notify_all();
    take(work, units);
    std::unique_lock<std::mutex> lock(mutex_);
    // Nothing is left: whoever has not come by now is not waited for.
    invited_ = 0;
    ended_.wait(lock, [this] { return busy_ == 0; });
    if (failure_ != nullptr) std::rethrow_exception(failure_);
  }

  ~Pool() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      closing_ = true;
    }
    begun_.notify_all();
    for (std::thread &thread : threads_) thread.join();
  }

 private:
  void take(const std::function<void(uint32_t)> &work, uint32_t units) {
    for (uint32_t unit; (unit = next_.fetch_add(1)) < units;) {
      try {
        work(unit);
      } catch (...) {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (failure_ == nullptr) failure_ = std::current_exception();
        next_ = units;
      }
    }
  }

  void help() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      begun_.wait(lock, [this] { return closing_ || invited_ > 0; });
      if (closing_) return;
      invited_--;
      busy_++;
      const auto &work = *work_;
      const uint32_t units = units_;
      lock.unlock();
      take(work, units);
      lock.lock();
      if (--busy_ == 0) ended_.notify_one();
    }
  }

  std::mutex turn_, mutex_;
  std::condition_variable begun_, ended_;
  std::vector<std::thread> threads_;
  const std::function<void(uint32_t)> *work_ = nullptr;
  uint32_t units_ = 0;
  /** Threads that may still come, and those that are at work, the caller aside. */
  uint32_t invited_ = 0, busy_ = 0;
  std::atomic<uint32_t> next_{0};
  std::exception_ptr failure_;
  bool closing_ = false;
};

}  // namespace starling
