using System.Collections.Concurrent;
using System.Diagnostics;
using BookingEngine.Benchmarks.Starts;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.FunctionsHost;

/// <summary>The built function app under the test host, in processes of their own. No queue is read.</summary>
public sealed class FunctionAppProcess : IAsyncDisposable
{
    public const string AdminKey = "the-key-of-the-host";
    private const string Ready = "ready on ";
    private static readonly string AppPath = Path.Combine(
        AppContext.BaseDirectory.Replace(Path.Combine("tests", "BookingEngine.Tests"), Path.Combine("src", "BookingEngine.FunctionApp"), StringComparison.Ordinal),
        "BookingEngine.FunctionApp.dll");

    private readonly Process _host;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _client = new() { Timeout = Timeouts.Answer };

    private FunctionAppProcess(ProcessStartInfo start)
    {
        _host = new Process { StartInfo = start };
        _host.OutputDataReceived += (_, line) => Add(line.Data);
        _host.ErrorDataReceived += (_, line) => Add(line.Data);
        _host.Start();
        _host.BeginOutputReadLine();
        _host.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _output);

    /// <summary>Starts it and waits until its worker is ready.</summary>
    /// <param name="variables">The whole environment of the app, besides what every deployment has.</param>
    public static async Task<FunctionAppProcess> StartAsync(params (string Name, string Value)[] variables)
    {
        var app = new FunctionAppProcess(With(variables));
        var first = await Task.WhenAny(app._address.Task, app._host.WaitForExitAsync()).WaitAsync(Timeouts.Answer);
        Assert.True(first == app._address.Task, app.Output);
        return app;
    }

    public async Task<Answer> SendAsync(Call call)
    {
        using var request = call.ToRequest(await _address.Task);
        using var response = await _client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>The app's own assemblies that its worker has loaded, without those of the Functions worker. On Linux only.</summary>
    public IEnumerable<string> LoadedAssemblies() => ProcessFiles.LoadedFrom(Path.GetDirectoryName(AppPath)!, ProcessFiles.ChildOf(_host.Id))
        .Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file));

    public async ValueTask DisposeAsync()
    {
        _host.Kill(entireProcessTree: true);
        await _host.WaitForExitAsync();
        _host.Dispose();
        _client.Dispose();
    }

    private static ProcessStartInfo With((string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(MessageLeaseTests).Assembly.Location.Replace("BookingEngine.Tests.dll", "BookingEngine.FunctionsHost.dll", StringComparison.Ordinal),
                AppPath, "--port", "0", "--admin-key", AdminKey])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        (string, string)[] deployed =
        [
            ("API_KEY", RunningApi.Key), ("JWT_SECRET_KEY", RunningApi.JwtSecret), ("PUBLIC_URL", RunningApi.Issuer), ("RATE_LIMITS", "off"),

            // Nobody listens there, so messages wait for the sweep.
            ("AzureWebJobsStorage", "DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm8ga2V5;QueueEndpoint=http://127.0.0.1:1/nobody"),
        ];
        foreach (var (name, value) in deployed.Concat(variables))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private void Add(string? line)
    {
        _output.Enqueue(line ?? "");
        if (line?.IndexOf(Ready, StringComparison.Ordinal) is >= 0 and var at)
        {
            _address.TrySetResult(new Uri(line[(at + Ready.Length)..]));
        }
    }
}
