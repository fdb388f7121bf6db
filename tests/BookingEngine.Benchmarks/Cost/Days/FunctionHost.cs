using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using BookingEngine.Benchmarks.Cost.Counting;
using NCrontab;

namespace BookingEngine.Benchmarks.Cost.Days;

/// <summary>The published function app under the test host. Its timers run only when this process says so.</summary>
public sealed class FunctionHost : IAsyncDisposable
{
    private const string AdminKey = "the-key-of-the-benchmark";
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _last = [];

    private FunctionHost(ProcessStartInfo start, Tally tally)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Receive(line.Data, tally);
        _process.Start();
        _process.BeginOutputReadLine();
    }

    public HttpClient Client { get; private set; } = null!;

    public static async Task<FunctionHost> StartAsync(CostOptions options, IReadOnlyDictionary<string, string> settings, string clock, Tally tally)
    {
        ProcessStartInfo start = new("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "BookingEngine.FunctionsHost.dll"), options.App, "--port", "0", "--queues", options.Queues,
            "--admin-key", AdminKey, "--verbose", "--no-timers",
        ])
        { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[VirtualClock.Variable] = clock;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var host = new FunctionHost(start, tally);
        host.Client = new() { BaseAddress = await host._ready.Task, Timeout = TimeSpan.FromMinutes(2) };
        return host;
    }

    /// <summary>The timers' names with their occurrences of a day.</summary>
    public async Task<IReadOnlyList<(string Name, DateTimeOffset At)>> TimersAsync(DateTimeOffset day)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/functions") { Headers = { { "x-functions-key", AdminKey } } };
        var functions = JsonDocument.Parse(await (await Client.SendAsync(request)).EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement;
        var timers = from function in functions.EnumerateArray()
                     from binding in function.GetProperty("bindings").EnumerateArray()
                     where binding.GetProperty("type").GetString() == "timerTrigger"
                     let schedule = CrontabSchedule.Parse(binding.GetProperty("schedule").GetString()!, new() { IncludingSeconds = true })
                     from at in schedule.GetNextOccurrences(day.UtcDateTime, day.UtcDateTime.AddDays(1))
                     select (function.GetProperty("name").GetString()!, new DateTimeOffset(at, TimeSpan.Zero));
        return [.. timers.OrderBy(t => t.Item2)];
    }

    public async Task RunTimerAsync(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/admin/functions/{name}")
        {
            Headers = { { "x-functions-key", AdminKey } },
            Content = JsonContent.Create(new { input = "" }),
        };
        (await Client.SendAsync(request)).EnsureSuccessStatusCode().Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Receive(string? line, Tally tally)
    {
        if (line is null)
        {
            _ready.TrySetException(new BenchmarkException($"The test host ended:\n{string.Join('\n', _last)}"));
            return;
        }

        _last.Enqueue(line);
        while (_last.Count > 20)
        {
            _last.Dequeue();
        }

        if (line.Split(" ready on ") is [_, var address])
        {
            _ready.TrySetResult(new Uri(address));
        }

        HostLine.Count(line, tally);
    }
}
