using BookingEngine.Tests.Processes;

namespace BookingEngine.Tests.Crashes;

/// <summary>Tests of a program under mixed load on a machine of their own, whose disk and clock can fail.</summary>
public abstract class FaultyMachineTests : IAsyncLifetime, IDisposable
{
    protected const int Clients = 4, Requests = 40;

    private readonly FaultyMachine? _machine = FaultyMachine.CanCompile ? new() : null;

    protected RunningProgram Program { get; set; } = null!;

    private protected FaultyMachine Machine => _machine!;

    private protected MixedLoad Load { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (_machine is not null)
        {
            Program = await Machine.ServeAsync();
            Load = new MixedLoad(async call => await Program.SendAsync(call), seed: 1, Clients);
            await Load.BuildAsync();
            await BeginAsync();
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _machine?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What each test begins with.</summary>
    protected virtual Task BeginAsync() => Task.CompletedTask;

    protected async Task AssertNothingIsLostAsync() => Assert.Empty(await LedgerCheck.FindingsAsync(Load));

    protected async Task AssertReadModelsAgreeAsync()
    {
        await Program.StopAsync();
        var (code, lines, errors) = await Machine.Fixture.RunAsync(Machine.Fixture.Known, "check");
        Assert.EndsWith(", 0 documents differ", lines[^1], StringComparison.Ordinal);
        Assert.Equal((0, 0), (code, errors.Length));
    }
}
