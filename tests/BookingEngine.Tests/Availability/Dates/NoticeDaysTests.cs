using BookingEngine.Slots;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using NodaTime;
using static BookingEngine.Tests.Availability.Given;

namespace BookingEngine.Tests.Availability.Dates;

public sealed class NoticeDaysTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Theory] // now is Sunday 31 May, 22:30 in Berlin
    [InlineData(1, "2026-05-31T21:00Z", Unavailability.Notice)]
    [InlineData(1, "2026-05-31T22:00Z", null)] // Monday begins
    [InlineData(2, "2026-06-01T21:00Z", Unavailability.Notice)]
    [InlineData(2, "2026-06-01T22:00Z", null)]
    [InlineData(0, "2026-05-31T21:00Z", null)]
    public void Notice_days_count_local_dates_of_the_place(int days, string start, Unavailability? expected) =>
        Assert.Equal(expected, At("Europe/Berlin", days, "2026-05-31T20:30Z", start));

    [Fact]
    public void Notice_in_minutes_and_days_apply_together()
    {
        var service = Service("60/60") with { MinimumNoticeDays = 1, MinimumNotice = Duration.FromHours(6) };
        var query = new SlotQuery(service, Given.At("2026-05-31T20:30Z"));
        var calendar = Calendar("UTC", Daily("00:00-24:00"));
        Assert.Equal(Unavailability.Notice, SlotCheck.UnavailabilityAt(Given.At("2026-06-01T02:00Z"), query, calendar));
        Assert.Null(SlotCheck.UnavailabilityAt(Given.At("2026-06-01T03:00Z"), query, calendar));
    }

    [Theory] // clocks in Havana go back from 01:00 to 00:00 on 2 November, those of St John's (2009) from 00:01 to 23:01 on 31 October
    [InlineData("America/Havana", "2025-11-01T12:00Z", "2025-11-02T04:00Z", null)]
    [InlineData("America/Havana", "2025-11-02T04:30Z", "2025-11-02T05:00Z", Unavailability.Notice)]
    [InlineData("America/St_Johns", "2009-10-31T12:00Z", "2009-11-01T03:00Z", Unavailability.Notice)] // 23:30 on 31 October again
    [InlineData("America/St_Johns", "2009-10-31T12:00Z", "2009-11-01T03:30Z", null)]
    public void Notice_days_hold_when_clocks_go_back_at_midnight(string zone, string now, string start, Unavailability? expected) =>
        Assert.Equal(expected, At(zone, 1, now, start));

    [Fact]
    public async Task Same_day_is_refused_by_search_and_booking()
    {
        var id = await api.NewServiceAsync("Pacific/Auckland", 60, 60, ["00:00-24:00"], change: service => service["minimum_notice_days"] = 1);
        var person = await api.NewPersonAsync(); // it is midnight of 2 May in Auckland
        var offered = await api.NextAsync(person, $"service_id={id}&count=1");
        Assert.Equal(["2030-05-03T00:00:00+12:00"], offered.Starts());
        Assert.Equal((422, "minimum_notice"), await api.BookAsync(person, id, "2030-05-02T23:00:00").CodeAsync());
        Assert.Equal(201, (await api.BookAsync(person, id, "2030-05-03T00:00:00")).Status);
    }

    private static Unavailability? At(string zone, int days, string now, string start) => SlotCheck.UnavailabilityAt(
        Given.At(start), new SlotQuery(Service("30/30") with { MinimumNoticeDays = days }, Given.At(now)), Calendar(zone, Daily("00:00-24:00")));
}
