using System.Diagnostics;
using BookingEngine.Benchmarks.Servers;

namespace BookingEngine.Benchmarks.Starts;

/// <summary>What a start took until the first answer.</summary>
/// <param name="Time">From the start of the process. Of a function app: from that of its worker.</param>
/// <param name="Processor">What the process had used by then.</param>
/// <param name="Own">Files of the program's own folder that were in memory by then.</param>
public sealed record StartCost(TimeSpan Time, TimeSpan Processor, IReadOnlyList<string> Own);

/// <summary>A program that is started, asked once, and killed. Needs Linux: it reads <c>/proc</c>.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Arguments">Of <c>dotnet</c>.</param>
/// <param name="Assembly">The program itself. Under the test host, its child.</param>
/// <param name="Mark">What stands before the address in the line that says that it serves.</param>
public sealed record StartedProgram(string Name, IReadOnlyList<string> Arguments, string Assembly, string Mark)
{
    private const string WorkerStarts = " starting the worker", Path = "/health/live";
    private static readonly string Own = AppContext.BaseDirectory;

    public static StartedProgram FunctionApp(string name, string app) =>
        new(name, [System.IO.Path.Combine(Own, "BookingEngine.FunctionsHost.dll"), app, "--port", "0", "--no-timers"], app, " ready on ");

    public static StartedProgram Host(string name, string assembly) =>
        new(name, [assembly, "--urls", "http://127.0.0.1:0"], assembly, ServerProcess.Serves);

    public async Task<StartCost> StartAsync(HttpClient client, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", Arguments) { RedirectStandardOutput = true, WorkingDirectory = System.IO.Path.GetTempPath() };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new BenchmarkException($"{Assembly} did not start.");
        try
        {
            var address = await WaitAsync(process, () => begun = Stopwatch.GetTimestamp());
            (await client.GetAsync(new Uri(address, Path))).EnsureSuccessStatusCode().Dispose();
            var took = Stopwatch.GetElapsedTime(begun);
            var id = Assembly == Arguments[0] ? process.Id : ProcessFiles.ChildOf(process.Id);
            using var started = Process.GetProcessById(id);
            return new StartCost(took, started.TotalProcessorTime, ProcessFiles.LoadedFrom(System.IO.Path.GetDirectoryName(Assembly)!, id));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private async Task<Uri> WaitAsync(Process process, Action workerStarts)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.EndsWith(WorkerStarts, StringComparison.Ordinal))
            {
                workerStarts();
            }
            else if (line.Split(Mark) is [_, var served])
            {
                return new Uri(served.Split([',', ' '])[0]);
            }
        }

        throw new BenchmarkException($"{Assembly} ended before it served.");
    }
}
