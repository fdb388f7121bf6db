using System.Diagnostics;
using BookingEngine.Privacy;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Processes;

/// <summary>A folder of one test for the program, with its data folder inside. Processes that still run at the end are killed.</summary>
public sealed class ProgramFixture : IDisposable
{
    private readonly List<RunningProgram> _programs = [];

    public string Folder { get; } = TemporaryFolders.Create().FullName;

    public string Data => Path.Combine(Folder, "deployment");

    public string SecretsFile => Path.Combine(Data, "secrets.env");

    /// <summary>The data key in <see cref="SecretsFile"/>.</summary>
    public DataKeys SavedDataKeys => new(new DataKey(Convert.FromHexString(
        File.ReadLines(SecretsFile).Single(line => line.StartsWith("DATA_KEY=", StringComparison.Ordinal))["DATA_KEY=".Length..])));

    /// <summary>The settings of a deployment whose key the tests know.</summary>
    public (string, string)[] Known => [("DATA_DIR", Data), ("API_KEY", RunningApi.Key), ("RATE_LIMITS", "off")];

    public RunningProgram Start((string Name, string Value)[] variables, params string[] arguments) => Start(_ => { }, variables, arguments);

    /// <param name="prepare">Changes how it is started.</param>
    public RunningProgram Start(Action<ProcessStartInfo> prepare, (string Name, string Value)[] variables, params string[] arguments)
    {
        var start = LocalHostProgram.With(Folder, variables, arguments);
        prepare(start);
        var program = new RunningProgram(start);
        _programs.Add(program);
        return program;
    }

    /// <summary>Serves on a free port.</summary>
    public async Task<RunningProgram> ServeAsync(params (string Name, string Value)[] variables)
    {
        var program = Start(variables, "--urls", "http://127.0.0.1:0");
        await program.ServesAsync();
        return program;
    }

    public async Task<(int Code, string[] Output, string[] Errors)> RunAsync((string Name, string Value)[] variables, params string[] arguments)
    {
        var program = Start(variables, arguments);
        var code = await program.EndsAsync();
        return (code, program.Output, program.Errors);
    }

    public void Dispose()
    {
        _programs.ForEach(p => p.Dispose());
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A test of file modes, which Windows does not have. There it is counted as skipped.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no file modes." : null!;
}
