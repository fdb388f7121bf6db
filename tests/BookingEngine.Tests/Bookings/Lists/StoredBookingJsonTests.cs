using System.Text.Json;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Tests.Bookings.Lists;

/// <summary>The body of a booking's document is the same text, whether it is written by hand or by its metadata.</summary>
public sealed class StoredBookingJsonTests
{
    private static readonly JsonSerializerOptions Options = StoredJson.NewOptions();

    [Fact]
    public void A_body_is_the_text_of_the_general_writer()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var booking = ListedBookingJsonTests.Random(seed) with { LinksRevoked = 0, IsLimited = seed % 2 == 0, Versions = [1, seed + 2L] };
            Assert.Equal((seed, General(booking)), (seed, StoredBookingJson.Write(booking)));
        }
    }

    [Fact]
    public void Each_seldom_member_is_in_the_body()
    {
        var (booking, id, local) = (ListedBookingJsonTests.Random(1), Guid.CreateVersion7(), new LocalDateTime(2031, 6, 2, 10, 0));
        Booking[] seldom =
        [
            booking with { Details = new Encrypted("YQ==") }, booking with { Reason = new Encrypted("YQ==") }, booking with { LinksRevoked = 1 },
            booking with { Resources = [new BookedResource(booking.ResourceId, 0)] }, booking with { Segments = [SegmentOf(booking)] },
            booking with { DecisionId = new MoveId(id) }, booking with { Lead = new ResourceId("chair-2") }, booking with { IsPart = true },
            booking with { Arrival = new MoveId(id) }, booking with { ArrivesFrom = "elsewhere" }, booking with { MovedBy = new MoveId(id) },
            booking with { Occurrence = new Occurrence(local) }, booking with { RezoneConflict = "taken" },
        ];
        Assert.All(seldom, each => Assert.Equal(General(each), StoredBookingJson.Write(each)));

        // A new member must be written by hand, or leave the booking to the general writer.
        var usual = booking with { IsOverride = true, IsLimited = true, NeedsApprovalAfterMove = true };
        Assert.Equal(Options.GetTypeInfo(typeof(Booking)).Properties.Where(p => p.Get is not null).Select(p => p.Name).Order(), NamesIn([usual, .. seldom]));
    }

    private static BookedSegment SegmentOf(Booking booking) =>
        new(booking.ServiceId, booking.ResourceId, booking.Slot, booking.End, Duration.Zero, Duration.Zero);

    private static string General(Booking booking) => JsonSerializer.Serialize(booking, Options);

    private static IEnumerable<string> NamesIn(IEnumerable<Booking> bookings) => bookings
        .SelectMany(booking => JsonDocument.Parse(StoredBookingJson.Write(booking)).RootElement.EnumerateObject().Select(member => member.Name).ToArray())
        .Distinct().Order();
}
