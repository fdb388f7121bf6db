using BookingEngine.EventSourcing;
using BookingEngine.LocalHost.Demo;

namespace BookingEngine.Tests.Demo;

/// <summary>The demo, loaded once for the tests that compare with it.</summary>
public sealed class LoadedDemo : IAsyncLifetime
{
    // A Wednesday.
    public static readonly DateTimeOffset Now = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public DemoFixture Fixture { get; } = new(Now);

    public DemoExample Example { get; private set; } = null!;

    /// <summary>The streams right after the load.</summary>
    public IReadOnlyList<StreamVersion> Streams { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Example = await Fixture.LoadAsync();
        Streams = await Fixture.StreamsAsync();
    }

    public async Task DisposeAsync() => await Fixture.DisposeAsync();
}
