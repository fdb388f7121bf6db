using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using NodaTime;
using static BookingEngine.Tests.Availability.Given;

namespace BookingEngine.Tests.Availability;

public sealed class SearchTests
{
    private static readonly ResourceId Other = new("other");

    [Fact]
    public void A_start_with_several_resources_is_offered_once_with_all_of_them()
    {
        var first = Calendar("UTC", Daily("09:00-11:00"), Booking("2026-06-01T10:00Z", "2026-06-01T11:00Z"));
        var second = Calendar("UTC", Daily("10:00-12:00"));
        second = second with { Resource = second.Resource with { Id = Other, Capacity = 2 } };
        var terms = new SlotQuery(Service("60/30") with { ResourceIds = [Room, Other] }, LongBefore);
        var offers = SlotSearch.Offers(terms, [first, second], At("2026-06-01T00:00Z"), At("2026-06-02T00:00Z"));
        Assert.Equal(
            ["09:00 room 1", "10:00 other 2", "10:30 other 2", "11:00 other 2"],
            offers.Select(slot => $"{slot.Start.Text()[11..16]} {string.Join('+', slot.ResourceIds)} {slot.PlacesLeft}"));
        var free = first with { Occupied = Occupancy.None };
        var both = SlotSearch.Offers(terms, [free, second], At("2026-06-01T10:00Z"), At("2026-06-01T10:01Z"));
        Assert.Equal("room+other 3", $"{string.Join('+', both[0].ResourceIds)} {both[0].PlacesLeft}");
    }

    [Fact]
    public void A_retired_resource_or_one_without_the_service_offers_nothing()
    {
        var calendar = Calendar("UTC", Daily("09:00-11:00"));
        var retired = calendar with { Resource = calendar.Resource with { Active = false } };
        Assert.Empty(retired.Starts(Service("60/60"), "2026-06-01T00:00Z", "2026-06-02T00:00Z"));
        Assert.Empty(calendar.Starts(Service("60/60") with { ResourceIds = [Other] }, "2026-06-01T00:00Z", "2026-06-02T00:00Z"));
        Assert.Empty(calendar.Starts(Service("60/60") with { Active = false }, "2026-06-01T00:00Z", "2026-06-02T00:00Z"));
    }

    [Theory]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T09:00Z", 0)]
    [InlineData("2026-06-01T10:00Z", "2026-06-01T09:00Z", 0)]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T10:00Z", 1)]
    [InlineData("2026-06-01T09:00Z", "2026-06-01T10:01Z", 2)]
    [InlineData("2026-06-01T09:01Z", "2026-06-01T10:00Z", 0)]
    public void A_range_includes_its_start_and_excludes_its_end(string from, string to, int count) =>
        Assert.Equal(count, Calendar("UTC", Daily("09:00-11:00")).Starts(Service("60/60"), from, to).Length);

    [Fact]
    public void Every_refused_start_on_the_grid_is_explained()
    {
        var calendar = Calendar("UTC", Daily("09:00-14:30"),
            Booking("2026-06-01T11:00Z", "2026-06-01T12:00Z"), Hold("2026-06-01T12:00Z", "2026-06-01T13:00Z", "2026-06-01T09:30Z"));
        var service = Service("60/60") with { MinimumNotice = Duration.FromMinutes(60), Horizon = Duration.FromHours(24) };
        var terms = new SlotQuery(service, At("2026-06-01T09:15Z"));
        var refused = SlotSearch.Explain(terms, [calendar], At("2026-06-01T00:00Z"), At("2026-06-02T12:00Z"));
        Assert.Equal(
            [
                "06-01T09:00 notice", "06-01T10:00 notice", "06-01T11:00 taken", "06-01T12:00 held", "06-01T14:00 closed",
                "06-02T10:00 horizon", "06-02T11:00 horizon",
            ],
            refused.Select(start => $"{start.Start.Text()[5..16]} {SlotRefusals.ReasonOf(start.Reason)}"));
        Assert.Equal(["2026-06-01T13:00Z", "2026-06-02T09:00Z"], calendar.Starts(terms, "2026-06-01T00:00Z", "2026-06-02T12:00Z"));
    }

    [Fact]
    public void The_next_starts_are_found_across_long_gaps_up_to_the_end()
    {
        var calendar = Calendar("UTC", Never.But("2026-06-01", "09:00-11:00").But("2026-08-20", "09:00-10:00").But("2026-12-24", "09:00-10:00"));
        var terms = new SlotQuery(Service("60/60"), LongBefore);
        Assert.Equal(["2026-06-01T10:00Z", "2026-08-20T09:00Z"], Next("2026-06-01T09:30Z", "2026-12-24T09:00Z", 3));
        Assert.Equal(["2026-06-01T09:00Z", "2026-06-01T10:00Z", "2026-08-20T09:00Z"], Next("2026-06-01T09:00Z", "2027-12-24T09:00Z", 3));
        Assert.Empty(Next("2026-12-25T00:00Z", "2027-12-24T09:00Z", 3));

        string[] Next(string from, string to, int count) =>
            [.. SlotSearch.Next(terms, [calendar], At(from), At(to), count).Select(slot => slot.Start.Text())];
    }

    [Fact]
    public void Slots_are_grouped_by_date_even_when_a_date_occurs_twice()
    {
        // At 00:01 on 1 November 2009 the clocks of St. John's went back to 23:01 on 31 October.
        var offers = SlotSearch.Offers(
            new(Service("30/30"), LongBefore), [Calendar("UTC", Daily("00:00-24:00"))], At("2009-11-01T01:30Z"), At("2009-11-01T04:30Z"));
        var days = AvailabilityDays.Of(offers, ZoneData.TryFind("America/St_Johns")!);
        Assert.Equal(
            ["2009-10-31 01:30 02:00 03:00", "2009-11-01 02:30 03:30 04:00"],
            days.Select(day => $"{day.Date:uuuu-MM-dd} {string.Join(' ', day.Slots.Select(slot => slot.Start.Text()[11..16]))}"));
    }
}
