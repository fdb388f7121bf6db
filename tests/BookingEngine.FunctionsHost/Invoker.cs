using System.Diagnostics;
using System.Globalization;
using BookingEngine.FunctionsHost.Protocol;
using BookingEngine.FunctionsHost.Queues;
using BookingEngine.FunctionsHost.Timers;
using BookingEngine.FunctionsHost.Worker;

namespace BookingEngine.FunctionsHost;

/// <summary>Invokes all functions without an HTTP trigger and prints a line for every invocation.</summary>
internal sealed class Invoker(FunctionWorker worker, HostOutput output, TimeProvider time)
{
    /// <summary>Runs a queue function with this text, or a timer function, as if its trigger had fired.</summary>
    /// <returns>The error, or null after a success.</returns>
    public Task<string?> RunByHandAsync(LoadedFunction function, string input, CancellationToken cancellation) => function.Has("timerTrigger")
        ? RunTimerAsync(function, TimerStatus.At(time.GetUtcNow()), "by hand", cancellation)
        : RunQueueAsync(function, QueueTriggerData.ByHand(input, time.GetUtcNow()), "by hand", cancellation);

    /// <inheritdoc cref="RunByHandAsync" path="/returns"/>
    public Task<string?> RunQueueAsync(LoadedFunction function, QueueTriggerData data, string detail, CancellationToken cancellation) =>
        RunAsync(function, new() { String = data.Text }, data.Metadata, detail, cancellation);

    /// <inheritdoc cref="RunByHandAsync" path="/returns"/>
    public Task<string?> RunTimerAsync(LoadedFunction function, TimerStatus status, string detail, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToString(CultureInfo.InvariantCulture);
        Dictionary<string, TypedData> metadata = new() { ["TimerTrigger"] = new() { String = now } };
        return RunAsync(function, new() { Json = status.ToJson() }, metadata, detail, cancellation);
    }

    public void Report(LoadedFunction function, string detail, TimeSpan took, string? error) => output.Write(
        $"{(error is null ? "ok  " : "FAIL")} {function.Name} {detail} {took.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms"
        + (error is null ? "" : $" | {worker.Shorten(error)}"));

    private async Task<string?> RunAsync(
        LoadedFunction function, TypedData trigger, Dictionary<string, TypedData> metadata, string detail, CancellationToken cancellation)
    {
        using var activity = new Activity(function.Name).Start();
        var started = time.GetTimestamp();
        var error = await worker.InvokeAsync(new Invocation(function, trigger, metadata), cancellation);
        Report(function, detail, time.GetElapsedTime(started), error);
        return error;
    }
}
