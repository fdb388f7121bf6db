using System.Globalization;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Bookings.Lists;

/// <summary>Hourly bookings from 2 June 2031 on. Every second one is Ada's, every third at the first chair, every fourth a class.</summary>
public sealed class BookingPagesFixture : IAsyncLifetime
{
    public const int Count = 60;

    public BookingListFixture Lists { get; } = new();

    public static string SlotAt(int n) =>
        new DateTimeOffset(2031, 6, 2, 0, 0, 0, TimeSpan.Zero).AddHours(n).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public async Task InitializeAsync()
    {
        await Lists.InitializeAsync();
        for (var n = 0; n < Count; n++)
        {
            await Lists.BookAsync(n % 2 == 0 ? Lists.Ada : Lists.Bob, SlotAt(n), n % 3 == 0 ? "chair-1" : "chair-2", n % 4 == 0 ? "class" : "cut");
        }
    }

    public async Task DisposeAsync()
    {
        await Lists.DisposeAsync();
        Lists.Dispose();
    }

    /// <summary>The booking ids on each page of the list.</summary>
    public async Task<List<string[]>> PagesAsync(Person person, string query, int limit)
    {
        List<string[]> pages = [];
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await Lists.Api.ListAsync(person, $"?{query}&limit={limit}{cursor}")).Json;
            pages.Add([.. page["bookings"]!.AsArray().Select(b => (string)b!["id"]!)]);
            cursor = (string?)page["next_cursor"] is { } next ? $"&cursor={next}" : null;
        }

        return pages;
    }
}
