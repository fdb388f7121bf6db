namespace BookingEngine.Tests.Bookings.Lists;

/// <summary>Pages over HTTP during concurrent bookings.</summary>
public sealed class PagesUnderBookingsTests : IAsyncLifetime
{
    private readonly PagedShop _shop = new();

    private ListedShop Shop => _shop.Shop;

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Pages_read_during_bookings_show_earlier_bookings_once()
    {
        var before = (await _shop.PagesAsync(Shop.Admin, "scope=all", 100)).SelectMany(p => p).ToList();
        using var done = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var n = 0; !done.IsCancellationRequested && n < 200; n++)
            {
                await Shop.BookAsync(Shop.Ada, PagedShop.SlotAt((n * 4) + writer), "room");
            }
        }).ToList();
        for (var round = 0; round < 5; round++)
        {
            var shown = (await _shop.PagesAsync(Shop.Admin, "scope=all", 3)).SelectMany(p => p).ToList();
            Assert.Distinct(shown);
            Assert.Equal(before, shown.Where(before.Contains));
        }

        await done.CancelAsync();
        await Task.WhenAll(writers);
    }
}
