namespace BookingEngine.Tests.Bookings.Series;

public sealed class SeriesHoldTests : SalonTests
{
    [Fact]
    public async Task A_series_with_a_hold_is_refused_and_the_hold_stays()
    {
        await Salon.ServiceAsync("cut");
        var held = await Salon.HoldAsync(SalonFixture.Ada, SalonFixture.Ten);
        var refused = await Salon.PostAsync(
            SalonFixture.Ada, "/bookings/series", ("service_id", "cut"), ("slot", SalonFixture.Ten), ("rule", "FREQ=WEEKLY;COUNT=2"), ("hold_id", held.Member("id")));
        Assert.Equal((422, "invalid_fields"), (refused.Status, refused.Member("code")));
        Assert.Contains("a hold keeps one time only", refused.Json["errors"]!["hold_id"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await Salon.GetAsync(SalonFixture.Ada, "/bookings")).Json["bookings"]!.AsArray());
        Assert.Equal(201, (await Salon.BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("hold_id", held.Member("id")))).Status);
    }
}
