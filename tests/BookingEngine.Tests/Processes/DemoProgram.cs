namespace BookingEngine.Tests.Processes;

/// <summary>The built program, serving the demo tenant. Tests may book, but must not change existing data.</summary>
public sealed class DemoProgram : IAsyncLifetime
{
    private readonly ProgramFixture _fixture = new();

    public RunningProgram Program { get; private set; } = null!;

    public string PasswordFile => FileIn(_fixture);

    public static string FileIn(ProgramFixture room) => Path.Combine(room.Data, "demo.env");

    public static async Task<RunningProgram> ServeAsync(ProgramFixture room)
    {
        var program = room.Start(room.Known, "--demo", "--urls", "http://127.0.0.1:0");
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
