using System.Diagnostics;
using BookingEngine.Benchmarks.Servers;

namespace BookingEngine.Benchmarks.Load;

/// <summary>Runs a plan in its own process: <c>wrk</c> if it is installed, otherwise this program's socket loop.</summary>
public static class LoadGenerator
{
    private const int SlotsPerSecond = 50_000; // more than a machine books

    private static readonly int Threads = Math.Min(2, Environment.ProcessorCount);
    private static readonly string? Wrk = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "wrk")).FirstOrDefault(File.Exists);

    private static int _nextSlot;

    public static string Name => Wrk is null ? "this executable's own loop over sockets (wrk is not installed)" : $"wrk, {Threads} threads";

    /// <summary>Warms the server up with the same load, then measures it.</summary>
    public static async Task<Measurement> RunAsync(LoadPlan plan, ServerProcess server, int warmUpSeconds = 4)
    {
        await RunOnceAsync(plan with { Address = server.Address, Seconds = warmUpSeconds, Count = 0 });
        return await MeasureAsync(plan, server);
    }

    /// <summary>Measures a server that is warm.</summary>
    public static async Task<Measurement> MeasureAsync(LoadPlan plan, ServerProcess server)
    {
        var before = await server.UseAsync();
        var measured = await RunOnceAsync(plan with { Address = server.Address });
        var after = await server.UseAsync();
        measured = measured.With(after.Processor - before.Processor, after.Allocated - before.Allocated);
        Console.WriteLine($"  {measured.PerSecond:N0} a second, {measured.ProcessorMicroseconds:0} µs of processor and {measured.AllocatedBytes:N0} bytes each");
        return measured;
    }

    private static async Task<Measurement> RunOnceAsync(LoadPlan plan)
    {
        var slots = plan.Count > 0 ? plan.Count : SlotsPerSecond * plan.Seconds;
        plan = plan with { FirstSlot = Interlocked.Add(ref _nextSlot, slots) - slots };
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
        var threads = Math.Min(Threads, plan.Connections);
        var start = Wrk is null || plan.Count > 0
            ? new ProcessStartInfo(Environment.ProcessPath!, OwnArguments())
            : new ProcessStartInfo(Wrk, [$"-t{threads}", $"-c{plan.Connections}", $"-d{plan.Seconds}s", "-s", script, $"{plan.Address}", "--", $"{threads}"]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        plan.Write(start.Environment);
        return start;
    }

    // The program is an executable, or an assembly that dotnet runs.
    private static string[] OwnArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(LoadGenerator).Assembly.Location, "load"] : ["load"];
}
