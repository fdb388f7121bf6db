using System.Diagnostics;

namespace BookingEngine.Benchmarks.Servers;

/// <summary>A server in its own process on a free port.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The text before the address in the line that prints it.</summary>
    public const string Serves = " serves on ";

    /// <summary>A process that uses less in a second does nothing.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(30);

    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>What the process has used so far.</summary>
    public async Task<ServerUse> UseAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        var line = await ReadLineAsync(_process, StartupHook.Mark) ?? throw new BenchmarkException("The server ended.");
        return ServerUse.Parse(line);
    }

    /// <summary>Waits until the process does nothing. A local host on a new store first passes all events to its event handlers.</summary>
    public async Task WaitUntilIdleAsync()
    {
        TimeSpan before, after = TimeSpan.Zero;
        do
        {
            before = after;
            await Task.Delay(TimeSpan.FromSeconds(1));
            after = (await UseAsync()).Processor;
        }
        while (after - before > Idle);
    }

    public static Task<ServerProcess> BareAsync() => StartAsync("BookingEngine.Benchmarks.dll", ["bare"], [], Serves);

    /// <summary>A stand-in for Cosmos DB by request units, the default of <c>infra</c>. Its address is a connection string.</summary>
    public static Task<ServerProcess> MongoStandInAsync() => StartAsync("BookingEngine.MongoStandIn.dll", ["CosmosRu"], [], " listens on ");

    /// <summary>The local host, which is built with this project and copied to its output folder.</summary>
    public static Task<ServerProcess> LocalHostAsync(IReadOnlyDictionary<string, string> settings) =>
        StartAsync("BookingEngine.LocalHost.dll", ["--urls", "http://127.0.0.1:0"], settings, Serves);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<ServerProcess> StartAsync(
        string assembly, string[] arguments, IEnumerable<KeyValuePair<string, string>> settings, string mark)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new BenchmarkException($"{assembly} did not start.");
        return new ServerProcess(process, await ReadAddressAsync(process, assembly, mark));
    }

    private static async Task<Uri> ReadAddressAsync(Process process, string assembly, string mark) => await ReadLineAsync(process, mark) is { } served
        ? new Uri(served.Split([',', ' '])[0])
        : throw new BenchmarkException($"{assembly} ended before it served.");

    /// <summary>What follows the mark in the next line that has it. Null if the process ends before.</summary>
    private static async Task<string?> ReadLineAsync(Process process, string mark)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(mark) is [_, var rest])
            {
                return rest;
            }
        }

        return null;
    }
}
