using BookingEngine.Tests.Transfers;
using BookingEngine.Transfers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>A decision that nobody finishes.</summary>
public sealed class OverdueTests
{
    [Fact]
    public async Task A_decision_unfinished_for_over_five_minutes_raises_an_alarm()
    {
        await using var fixture = await SeveralFixture.OpenAsync(SeveralFixture.InMemory);
        var stop = new Stop(8, _ => Task.CompletedTask);
        Assert.True(await stop.StopsAsync(fixture.BookAsync(fixture.NewInstance(stop.StepAsync), SeveralFixture.Ten)));
        var log = new RecordedLog();
        var sweep = ActivatorUtilities.CreateInstance<TransferSweep>(fixture.NewInstance(_ => Task.CompletedTask), (ILogger<TransferSweep>)log);
        fixture.Pass(Duration.FromMinutes(5));
        Assert.True(await sweep.RunAsync(CancellationToken.None) > 0);
        Assert.Empty(log.Ids);
        fixture.Pass(Duration.FromSeconds(1));
        Assert.True(await sweep.RunAsync(CancellationToken.None) > 0);
        Assert.Equal([111], log.Ids);
        await fixture.SettleAsync(fixture.NewInstance(_ => Task.CompletedTask));
        Assert.Equal(0, await sweep.RunAsync(CancellationToken.None));
        Assert.Equal([111], log.Ids);
    }

    private sealed class RecordedLog : ILogger<TransferSweep>
    {
        public List<int> Ids { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Ids.Add(eventId.Id);
    }
}
