using BookingEngine.Times;
using NodaTime;
using static BookingEngine.Tests.Availability.Given;

namespace BookingEngine.Tests.Placements;

public sealed class ZoneScheduleTests
{
    private static readonly LocalDate Tenth = new(2030, 6, 10);

    [Fact]
    public void Place_begins_with_its_first_date_in_its_own_zone()
    {
        var schedule = Of("Europe/Berlin", (0, 2, "America/New_York"));
        Assert.Equal(
            ["Europe/Berlin", "America/New_York", "America/New_York", "Europe/Berlin"],
            new[] { "2030-06-10T03:59Z", "2030-06-10T04:00Z", "2030-06-11T21:59Z", "2030-06-11T22:00Z" }.Select(at => schedule.At(At(at)).Zone.Id));
        Assert.Equal(
            ["Europe/Berlin", "America/New_York", "America/New_York", "Europe/Berlin"],
            Enumerable.Range(-1, 4).Select(days => schedule.On(Tenth.PlusDays(days)).Zone.Id));
    }

    [Fact]
    public void Placements_that_touch_follow_one_another_without_a_return()
    {
        var schedule = Of("UTC", (0, 1, "Europe/Berlin"), (1, 2, "Asia/Tokyo"));
        Assert.Equal(["Europe/Berlin", "Asia/Tokyo"], new[] { "2030-06-10T14:59Z", "2030-06-10T15:00Z" }.Select(at => schedule.At(At(at)).Zone.Id));
    }

    [Fact] // 11 June on Kiritimati begins before 10 June in Pago Pago
    public void Last_place_to_begin_wins_even_over_a_whole_day()
    {
        var schedule = Of("Pacific/Kiritimati", (0, 1, "Pacific/Pago_Pago"));
        for (var at = At("2030-06-08T00:00Z"); at < At("2030-06-14T00:00Z"); at += Duration.FromMinutes(30))
        {
            Assert.Equal("Pacific/Kiritimati", schedule.At(at).Zone.Id);
        }

        Assert.Equal("Pacific/Pago_Pago", schedule.On(Tenth).Zone.Id);
    }

    [Fact]
    public void Schedule_without_another_place_is_constant()
    {
        Assert.True(ZoneSchedule.Of(DateTimeZone.Utc).IsConstant);
        Assert.True(ZoneSchedule.Of(DateTimeZone.Utc, [(Tenth, Tenth.PlusDays(3), 0, DateTimeZone.Utc)]).IsConstant);
        Assert.False(Of("UTC", (0, 1, "UTC")).IsConstant); // another place in the same zone
    }

    private static ZoneSchedule Of(string zone, params (int From, int To, string Zone)[] placements) => ZoneSchedule.Of(
        ZoneData.TryFind(zone)!, placements.Select((p, i) => (Tenth.PlusDays(p.From), Tenth.PlusDays(p.To), i + 1, ZoneData.TryFind(p.Zone)!)));
}
