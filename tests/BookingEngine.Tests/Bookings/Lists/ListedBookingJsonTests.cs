using System.Text;
using System.Text.Json;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Bookings.Lists;
using BookingEngine.Users;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace BookingEngine.Tests.Bookings.Lists;

/// <summary>The stored answer of a booking is the API's own view of it, byte for byte.</summary>
public sealed class ListedBookingJsonTests
{
    private static readonly string[] TimeZones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Etc/GMT+5", "Africa/Monrovia"];

    public static Booking Random(int seed)
    {
        var random = new Random(seed);
        var start = random.Next(20) == 0 ? Instant.FromUtc(1930, 1, 1, 0, 0) : Instant.FromUtc(2031, 1, 1, 0, 0);
        start += Duration.FromSeconds(random.Next(100_000_000)) + Duration.FromNanoseconds(random.Next(3) * (long)random.Next(1_000_000_000));
        return new(
            new BookingId(Guid.CreateVersion7()), new UserId(Guid.CreateVersion7()), start, start + Duration.FromMinutes(random.Next(1, 5_000)),
            TimeZones[random.Next(TimeZones.Length)], new ServiceId($"service-{seed}"), new ResourceId("chair_1"),
            BookingLists.Statuses.Values[random.Next(BookingLists.Statuses.Count)], random.Next(1, 1_000), start - Duration.FromTicks(random.NextInt64(1L << 50)))
        {
            IsOverride = random.Next(2) == 0,
            NeedsApprovalAfterMove = random.Next(2) == 0,
            LinksRevoked = random.Next(3),
            Versions = [seed + 1],
        };
    }

    [Fact]
    public void A_stored_answer_is_the_view_of_the_booking()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var booking = Random(seed);
            var view = JsonSerializer.Serialize(BookingView.Of(booking), BookingsJson.Default.BookingView);
            Assert.Equal((seed, view), (seed, Encoding.UTF8.GetString(ListedBookingJson.Write(booking).Span)));
        }
    }

    [Theory]
    [InlineData(0, false, null)]
    [InlineData(1, false, null)]
    [InlineData(3, false, null)]
    [InlineData(0, true, null)]
    [InlineData(3, true, null)]
    [InlineData(3, true, "A-cursor_with.<all>+\"characters\"")]
    public async Task A_list_is_the_views_of_its_bookings(int count, bool isPage, string? next)
    {
        ListedBooking[] listed = [.. Enumerable.Range(0, count).Select(n => new ListedBooking(ManyBookings.Document(n)))];
        BookingView[] views = [.. listed.Select(booking => BookingView.Of(booking.Booking))];
        var expected = isPage
            ? JsonSerializer.Serialize(new BookingPageView(views, next), BookingsJson.Default.BookingPageView)
            : JsonSerializer.Serialize(new BookingListView(views), BookingsJson.Default.BookingListView);

        var http = new DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;
        await new BookingListAnswer([.. listed.Select(booking => booking.Json)], next, isPage).ExecuteAsync(http);
        Assert.Equal(expected, Encoding.UTF8.GetString(body.ToArray()));
        Assert.Equal((body.Length, "application/json; charset=utf-8"), (http.Response.ContentLength, http.Response.ContentType));
    }

    [Fact]
    public void A_moving_booking_has_no_stored_answer()
    {
        var booking = Random(1);
        Assert.NotNull(ListedBookingJson.Of(booking));
        Assert.Null(ListedBookingJson.Of(booking with { ArrivesFrom = "elsewhere" }));
        Assert.Null(ListedBookingJson.Of(booking with { MovedBy = new MoveId(Guid.CreateVersion7()) }));
    }
}
