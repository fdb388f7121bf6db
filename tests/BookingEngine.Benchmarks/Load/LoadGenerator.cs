using System.Diagnostics;
using BookingEngine.Benchmarks.Http;

namespace BookingEngine.Benchmarks.Load;

/// <summary>Runs a plan in its own process: <c>wrk</c> if it is installed, otherwise this program's socket loop.</summary>
public static class LoadGenerator
{
    private const int WarmUpSeconds = 4;
    private const int SlotsOfWarmUp = 10_000_000;
    private static readonly int Threads = Math.Min(2, Environment.ProcessorCount);
    private static readonly string? Wrk = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "wrk")).FirstOrDefault(File.Exists);

    public static string Name => Wrk is null ? "this executable's own loop over sockets (wrk is not installed)" : $"wrk, {Threads} threads";

    public static async Task<Measurement> RunAsync(LoadPlan plan, Func<Task<ServerUse>> use)
    {
        Console.WriteLine($"  {plan.Kind}: {WarmUpSeconds} s of warm-up, then {plan.Seconds} s");
        await RunOnceAsync(plan with { Seconds = WarmUpSeconds });
        var before = await use();
        var measured = await RunOnceAsync(plan with { FirstSlot = plan.FirstSlot + SlotsOfWarmUp });
        var after = await use();
        measured = measured with
        {
            ProcessorMicroseconds = (after.Processor - before.Processor).TotalMicroseconds / measured.Count,
            AllocatedBytes = (after.Allocated - before.Allocated) / measured.Count,
        };
        Console.WriteLine(
            $"  {plan.Kind}: {measured.PerSecond:N0} a second, {measured.ProcessorMicroseconds:0} µs of processor and {measured.AllocatedBytes:N0} bytes each");
        return measured;
    }

    private static async Task<Measurement> RunOnceAsync(LoadPlan plan)
    {
        using var process = Process.Start(StartOf(plan)) ?? throw new BenchmarkException("The load generator did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var measured = Measurement.Parse(output + await errors);
        return measured is { Failed: 0, Count: > 0 }
            ? measured
            : throw new BenchmarkException($"{plan.Kind}: {measured.Failed} of {measured.Count} answers were no success.");
    }

    private static ProcessStartInfo StartOf(LoadPlan plan)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "requests.lua");
        var start = Wrk is null
            ? new ProcessStartInfo(Environment.ProcessPath!, OwnArguments())
            : new ProcessStartInfo(Wrk, [$"-t{Threads}", $"-c{plan.Connections}", $"-d{plan.Seconds}s", "-s", script, $"{plan.Address}", "--", $"{Threads}"]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        plan.Write(start.Environment);
        return start;
    }

    // The program is an executable, or an assembly that dotnet runs.
    private static string[] OwnArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(LoadGenerator).Assembly.Location, "load"] : ["load"];
}
