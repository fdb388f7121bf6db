namespace BookingEngine.Tests.Bookings.Lists;

/// <summary>Pages over HTTP during concurrent bookings.</summary>
public sealed class PagesUnderBookingsTests : IAsyncLifetime
{
    private readonly BookingPagesFixture _fixture = new();

    private BookingListFixture Lists => _fixture.Lists;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Pages_read_during_bookings_show_earlier_bookings_once()
    {
        var before = (await _fixture.PagesAsync(Lists.Admin, "scope=all", 100)).SelectMany(p => p).ToList();
        using var done = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var n = 0; !done.IsCancellationRequested && n < 200; n++)
            {
                await Lists.BookAsync(Lists.Ada, BookingPagesFixture.SlotAt((n * 4) + writer), "room");
            }
        }).ToList();
        for (var round = 0; round < 5; round++)
        {
            var shown = (await _fixture.PagesAsync(Lists.Admin, "scope=all", 3)).SelectMany(p => p).ToList();
            Assert.Distinct(shown);
            Assert.Equal(before, shown.Where(before.Contains));
        }

        await done.CancelAsync();
        await Task.WhenAll(writers);
    }
}
