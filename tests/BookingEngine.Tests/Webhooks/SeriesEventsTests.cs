using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Bookings.Series;

namespace BookingEngine.Tests.Webhooks;

/// <summary>The feed tells each booking of a series, also where a page ends within the event that is stored for all.</summary>
public sealed class SeriesEventsTests : SeriesCases
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Each_booking_of_a_series_is_told_once_with_the_id_of_its_act(int limit)
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{bookings[1]["id"]}/cancel", ("scope", "following"));

        var events = (await FeedAsync(limit)).Where(e => $"{e["type"]}".StartsWith("booking.", StringComparison.Ordinal)).ToArray();

        Assert.Equal(events.Length, events.Select(e => $"{e["id"]}").Distinct().Count());
        var made = events.Where(e => (string)e["type"]! is "booking.created").ToArray();
        Assert.Equal(bookings.Select(b => $"{b["id"]}"), made.Select(e => $"{e["data"]!["id"]}"));
        Assert.Equal([$"{bookings[0]["series_id"]}"], made.Select(e => $"{e["data"]!["operation_id"]}").Distinct());
        var cancelled = events.Where(e => (string)e["type"]! is "booking.cancelled").ToArray();
        Assert.Equal(bookings.Skip(1).Select(b => $"{b["id"]}"), cancelled.Select(e => $"{e["data"]!["id"]}"));
        Assert.NotEqual($"{bookings[0]["series_id"]}", Assert.Single(cancelled.Select(e => $"{e["data"]!["operation_id"]}").Distinct()));
    }

    private async Task<List<JsonObject>> FeedAsync(int limit)
    {
        var (events, after) = (new List<JsonObject>(), "");
        for (var page = 0; page < 200; page++)
        {
            var answer = await Salon.GetAsync(SalonFixture.Admin, $"/events?limit={limit}{after}");
            Assert.True(answer.Status == 200, answer.Text);
            var read = answer.Json["events"]!.AsArray();
            if (read.Count == 0)
            {
                return events;
            }

            events.AddRange(read.Select(e => e!.AsObject()));
            after = $"&after={answer.Member("next_cursor")}";
        }

        throw new InvalidOperationException("The feed does not end.");
    }
}
