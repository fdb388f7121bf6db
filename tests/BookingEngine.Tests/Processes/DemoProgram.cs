namespace BookingEngine.Tests.Processes;

/// <summary>The built program, serving the demo tenant. Tests may book, but must not change existing data.</summary>
public sealed class DemoProgram : IAsyncLifetime
{
    private readonly ProgramRoom _room = new();

    public RunningProgram Program { get; private set; } = null!;

    public string PasswordFile => FileIn(_room);

    public static string FileIn(ProgramRoom room) => Path.Combine(room.Data, "demo.env");

    public static async Task<RunningProgram> ServeAsync(ProgramRoom room)
    {
        var program = room.Start(room.Known, "--demo", "--urls", "http://127.0.0.1:0");
        await program.ServesAsync();
        return program;
    }

    public async Task InitializeAsync() => Program = await ServeAsync(_room);

    public Task DisposeAsync()
    {
        _room.Dispose();
        return Task.CompletedTask;
    }
}
