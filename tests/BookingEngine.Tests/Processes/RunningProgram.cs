using System.Collections.Concurrent;
using System.Diagnostics;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Processes;

/// <summary>A process of the program and its output so far.</summary>
public sealed class RunningProgram : IDisposable
{
    private const string Serving = "Booking Engine serves on ";
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [], _errors = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _client = new() { Timeout = Timeouts.Answer };

    public RunningProgram(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => AddLine(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => AddLine(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string[] Output => [.. _output];

    public string[] Errors => [.. _errors];

    /// <summary>Waits until it serves and has printed the last line of the start.</summary>
    public async Task ServesAsync()
    {
        var ended = _process.WaitForExitAsync();
        var first = await Task.WhenAny(_address.Task, ended).WaitAsync(Timeouts.Answer);
        Assert.True(first == _address.Task, $"It ended with {(ended.IsCompleted ? _process.ExitCode : 0)}: {string.Join('\n', Errors)}");
    }

    public async Task<Answer> SendAsync(Call call)
    {
        using var request = call.ToRequest(await _address.Task);
        using var response = await _client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Waits until it ends by itself.</summary>
    public async Task<int> EndsAsync()
    {
        using var deadline = new CancellationTokenSource(Timeouts.Answer);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Kills it and waits for its end, with SIGKILL where there are signals.</summary>
    public async Task KillAsync()
    {
        Kill();
        await EndsAsync();
    }

    /// <summary>Kills it without waiting for its end.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Stops it with SIGTERM and waits for its end.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await EndsAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _client.Dispose();
    }

    private void AddLine(ConcurrentQueue<string> lines, string? line)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        if (line.Contains("\"full_name\"", StringComparison.Ordinal)
            && _output.First(l => l.StartsWith(Serving, StringComparison.Ordinal)) is { } serving)
        {
            _address.TrySetResult(new Uri(serving[Serving.Length..].Split([' ', ','])[0]));
        }
    }
}
