using System.Diagnostics;

namespace BookingEngine.Benchmarks.Http;

/// <summary>A server in its own process on a free port.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The text before the address in the line that prints it.</summary>
    public const string Serves = " serves on ";

    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static Task<ServerProcess> BareAsync() => StartAsync("BookingEngine.Benchmarks.dll", ["bare"], []);

    /// <summary>The local host, which is built with this project and copied to its output folder.</summary>
    public static Task<ServerProcess> LocalHostAsync(IReadOnlyDictionary<string, string> settings) =>
        StartAsync("BookingEngine.LocalHost.dll", ["--urls", "http://127.0.0.1:0"], settings);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<ServerProcess> StartAsync(
        string assembly, string[] arguments, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new BenchmarkException($"{assembly} did not start.");
        return new ServerProcess(process, await ReadAddressAsync(process, assembly));
    }

    private static async Task<Uri> ReadAddressAsync(Process process, string assembly)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(Serves) is [_, var served])
            {
                _ = process.StandardOutput.ReadToEndAsync(); // otherwise the process would block on a full pipe
                return new Uri(served.Split([',', ' '])[0]);
            }
        }

        throw new BenchmarkException($"{assembly} ended before it served.");
    }
}
