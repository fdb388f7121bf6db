namespace BookingEngine.Tests.Processes;

/// <summary>The built program, serving the demo tenant. Tests may book, but must not change existing data.</summary>
public sealed class DemoProgram : IAsyncLifetime
{
    private readonly ProgramFixture _fixture = new();

    public RunningProgram Program { get; private set; } = null!;

    public string PasswordFile => FileIn(_fixture);

    public static string FileIn(ProgramFixture fixture) => Path.Combine(fixture.Data, "demo.env");

    public static async Task<RunningProgram> ServeAsync(ProgramFixture fixture)
    {
        var program = fixture.Start(fixture.Known, "--demo", "--urls", "http://127.0.0.1:0");
        await program.ServesAsync();
        return program;
    }

    public async Task InitializeAsync() => Program = await ServeAsync(_fixture);

    public Task DisposeAsync()
    {
        _fixture.Dispose();
        return Task.CompletedTask;
    }
}
