using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Pages;

/// <summary>Staff block the time of their resources, and change nothing else of them.</summary>
public sealed class StaffBlockTests : AdministratorTests
{
    [Fact]
    public async Task A_blocked_time_is_closed_until_it_is_opened_again()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var done = await BlockAsync(fixture, "2031-02-10T12:00", "2031-02-10T14:00");
        Assert.Equal((303, "/staff/time-off?resource=chair-1&done=1"), (done.Status, done.Header("Location")));
        Assert.False(await IsFreeAsync("2031-02-10T12:30:00Z"));
        Assert.Contains("Lunch", (await fixture.Staff.GetAsync("/staff?day=2031-02-10")).Text, StringComparison.Ordinal);

        await fixture.Staff.GetAsync("/staff/time-off");
        var opened = await fixture.Staff.PostAsync(
            "/staff/time-off", ("resource", "chair-1"), ("version", await fixture.Data.VersionAsync("chair-1")), ("action", "open"),
            ("from", "2031-02-10T12:00:00Z"), ("to", "2031-02-10T14:00:00Z"));
        Assert.Equal((303, true), (opened.Status, await IsFreeAsync("2031-02-10T12:30:00Z")));
    }

    [Fact]
    public async Task Bookings_in_a_blocked_time_stay_and_are_counted()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var id = await fixture.GuestAsync("Grace", slot: "2031-02-10T12:30:00Z");
        var done = await BlockAsync(fixture, "2031-02-10T12:00", "2031-02-10T14:00");
        Assert.Equal("/staff/time-off?resource=chair-1&conflicts=1", done.Header("Location"));
        Assert.Contains("Appointments in this time: 1.", (await fixture.Staff.GetAsync(done.Header("Location")!)).Text, StringComparison.Ordinal);
        Assert.Equal("confirmed", await fixture.StatusAsync(id));
    }

    [Theory]
    [InlineData("2031-02-10T14:00", "2031-02-10T12:00")]
    [InlineData("2031-02-10T14:00", "2031-02-10T14:00")]
    [InlineData("", "2031-02-10T14:00")]
    [InlineData("2031-02-10T14:00", "soon")]
    [InlineData("2031-02-10T14:00", "9999-12-31T14:00")]
    [InlineData("-9998-02-10T14:00", "2031-02-10T14:00")]
    public async Task A_time_that_makes_no_sense_is_refused_and_kept_in_the_form(string from, string to)
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var refused = await BlockAsync(fixture, from, to);
        Assert.Equal(422, refused.Status);
        Assert.Contains("value=\"Lunch\"", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_hour_that_the_clocks_skip_is_refused()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var berlin = CatalogueCalls.Location("berlin");
        berlin["time_zone"] = "Europe/Berlin";
        Assert.Equal(201, (await Api.PostAsync(Admin, "/locations", berlin)).Status);
        var chair = CatalogueCalls.OpenRoundTheClock("chair-1");
        chair["location_id"] = "berlin";
        Assert.Equal(200, (await Api.PutAsync(Admin, "/resources/chair-1", chair, "*")).Status);
        var refused = await BlockAsync(fixture, "2031-03-30T02:30", "2031-03-30T05:00");
        Assert.Equal((422, true), (refused.Status, refused.Text.Contains("The clocks change then", StringComparison.Ordinal)));
        Assert.Equal(303, (await BlockAsync(fixture, "2031-03-30T03:30", "2031-03-30T05:00")).Status);
        Assert.Contains("2031-03-30T01:30:00Z", (await Api.SendAsync(Call.Get("/resources/chair-1") with { Token = Admin.Token })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_an_older_version_changes_nothing()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var version = await fixture.Data.VersionAsync("chair-1");
        Assert.Equal(303, (await BlockAsync(fixture, "2031-02-10T12:00", "2031-02-10T14:00", version)).Status);
        var late = await BlockAsync(fixture, "2031-02-11T12:00", "2031-02-11T14:00", version);
        Assert.Equal((409, true), (late.Status, await IsFreeAsync("2031-02-11T12:30:00Z")));
    }

    [Fact]
    public async Task Staff_may_change_the_time_off_of_their_resource_and_nothing_else_by_the_route()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var staff = fixture.Data.Callers[2].Person!;
        var same = CatalogueCalls.OpenRoundTheClock("chair-1");
        var blocked = Copy(same, ("time_off", new JsonArray(new JsonObject { ["from"] = "2031-02-10T12:00:00Z", ["to"] = "2031-02-10T14:00:00Z" })));
        Assert.Equal(403, (await Api.PutAsync(staff, "/resources/chair-1", same, "*")).Status);
        Assert.Equal(200, (await Api.PutAsync(staff, "/resources/chair-1", blocked, "*")).Status);
        foreach (var (name, value) in new (string, JsonNode)[] { ("name", "Mine"), ("capacity", 5), ("active", false), ("kind", "person") })
        {
            var refused = await Api.PutAsync(staff, "/resources/chair-1", Copy(Copy(blocked, (name, value)), ("time_off", new JsonArray())), "*");
            Assert.Equal((403, "missing_role"), (refused.Status, refused.Member("code")));
        }

        Assert.Equal(403, (await Api.PutAsync(staff, "/resources/chair-2", Copy(CatalogueCalls.OpenRoundTheClock("chair-2"), ("time_off", blocked["time_off"]!.DeepClone())), "*")).Status);
        Assert.Equal(403, (await Api.PutAsync(staff, "/resources/chair-1?move_to=chair-2", Copy(blocked, ("active", false)), "*")).Status);
    }

    private static JsonObject Copy(JsonObject body, (string Name, JsonNode Value) change)
    {
        var copy = body.DeepClone().AsObject();
        copy[change.Name] = change.Value;
        return copy;
    }

    private static async Task<Answer> BlockAsync(StaffFixture fixture, string from, string to, string? version = null)
    {
        await fixture.Staff.GetAsync("/staff/time-off");
        return await fixture.Staff.PostAsync(
            "/staff/time-off", ("resource", "chair-1"), ("version", version ?? await fixture.Data.VersionAsync("chair-1")), ("from", from), ("to", to), ("reason", "Lunch"));
    }

    private async Task<bool> IsFreeAsync(string slot)
    {
        var day = DateOnly.ParseExact(slot[..10], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var free = await Api.SendAsync(Call.Get($"/availability?service_id=cut&resource_id=chair-1&from={day:yyyy-MM-dd}&to={day.AddDays(1):yyyy-MM-dd}") with { Token = Admin.Token });
        return free.Text.Contains(slot, StringComparison.Ordinal);
    }
}
