using System.Diagnostics;
using System.Globalization;

namespace BookingEngine.FunctionsHost.Worker;

/// <summary>The function app's process.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerProcess(ProcessStartInfo start, HostOutput output)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Print(line.Data);
        _process.ErrorDataReceived += (_, line) => Print(line.Data);
        _process.Exited += (_, _) => _exited.TrySetResult(_process.ExitCode);

        void Print(string? line)
        {
            if (line is not null)
            {
                output.Write($"[app] {line}");
            }
        }
    }

    public int Id => _process.Id;

    /// <summary>Completes with the exit code.</summary>
    public Task<int> Exited => _exited.Task;

    public static WorkerProcess Start(RunOptions options, Uri grpc, string workerId, HostOutput output)
    {
        WorkerProcess worker = new(StartInfo(options, grpc, workerId), output);
        worker._process.Start();
        worker._process.BeginOutputReadLine();
        worker._process.BeginErrorReadLine();
        return worker;
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose() => _process.Dispose();

    private static ProcessStartInfo StartInfo(RunOptions options, Uri grpc, string workerId)
    {
        ProcessStartInfo start = new("dotnet", [options.App, .. Arguments(grpc, workerId)])
        {
            WorkingDirectory = options.AppFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment(options))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string[] Arguments(Uri grpc, string workerId) =>
    [
        "--functions-uri", grpc.AbsoluteUri,
        "--functions-worker-id", workerId,
        "--functions-request-id", Guid.CreateVersion7().ToString(),
        "--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture),
    ];

    // The variables that the Functions host and the Core Tools set.
    private static IEnumerable<KeyValuePair<string, string>> Environment(RunOptions options) =>
    [
        new("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated"),
        new("FUNCTIONS_APPLICATION_DIRECTORY", options.AppFolder),
        new("FUNCTIONS_WORKER_DIRECTORY", options.AppFolder),
        new("AzureWebJobsScriptRoot", options.AppFolder),
        new("AZURE_FUNCTIONS_ENVIRONMENT", "Development"),
        new("WEBSITE_HOSTNAME", $"localhost:{options.Port}"),
        .. options.Queues is { } queues ? [new("AzureWebJobsStorage", queues)] : Array.Empty<KeyValuePair<string, string>>(),
    ];
}
