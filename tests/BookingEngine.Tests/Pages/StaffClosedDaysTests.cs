using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Pages;

/// <summary>Administrators close days of a location, and open them again.</summary>
public sealed class StaffClosedDaysTests : AdministratorTests
{
    private const string Christmas =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n"
        + "BEGIN:VEVENT\r\nUID:christmas\r\nDTSTART;VALUE=DATE:20311225\r\nDTEND;VALUE=DATE:20311227\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\n"
        + "BEGIN:VEVENT\r\nUID:party\r\nDTSTART:20311220T180000Z\r\nDTEND:20311220T200000Z\r\nSUMMARY:Party\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    [Fact]
    public async Task Closed_days_are_closed_until_they_are_opened_again()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var done = await SendAsync(fixture, ("first", "2031-02-10"), ("last", "2031-02-11"), ("name", "Inventory"));
        Assert.Equal((303, "/staff/closed-days?location=default&done=1"), (done.Status, done.Header("Location")));
        Assert.Equal((false, false, true), (await IsFreeAsync("2031-02-10"), await IsFreeAsync("2031-02-11"), await IsFreeAsync("2031-02-12")));
        var page = await fixture.Admin.GetAsync(done.Header("Location")!);
        Assert.Contains("Saved.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Inventory", page.Text, StringComparison.Ordinal);

        var opened = await SendAsync(fixture, ("first", "2031-02-10"), ("last", "2031-02-11"), ("name", "Inventory"), ("action", "open"));
        Assert.Equal((303, true), (opened.Status, await IsFreeAsync("2031-02-10")));
        Assert.Equal(0, (await ClosuresAsync())?.Count ?? 0);
    }

    [Fact]
    public async Task One_day_needs_no_last_day_and_its_bookings_stay_and_are_counted()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var id = await fixture.GuestAsync("Grace", slot: "2031-02-10T12:30:00Z");
        var done = await SendAsync(fixture, ("first", "2031-02-10"), ("last", ""), ("name", " "));
        Assert.Equal("/staff/closed-days?location=default&done=1&conflicts=1", done.Header("Location"));
        Assert.Contains("Appointments on closed days: 1.", (await fixture.Admin.GetAsync(done.Header("Location")!)).Text, StringComparison.Ordinal);
        Assert.Equal("confirmed", await fixture.StatusAsync(id));
        Assert.Equal("""[{"from":"2031-02-10","to":"2031-02-11","name":null,"uid":null}]""", (await ClosuresAsync())!.ToJsonString());
    }

    [Fact]
    public async Task A_calendar_file_closes_its_whole_days()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var done = await ImportAsync(fixture, Christmas);
        Assert.Equal((303, "/staff/closed-days?location=default&done=1&skipped=1"), (done.Status, done.Header("Location")));
        var page = await fixture.Admin.GetAsync(done.Header("Location")!);
        Assert.Contains("Christmas", page.Text, StringComparison.Ordinal);
        Assert.Contains("Left out, because they have a time of day or repeat: 1.", page.Text, StringComparison.Ordinal);
        Assert.False(await IsFreeAsync("2031-12-26"));
    }

    [Theory]
    [InlineData("no calendar")]
    [InlineData("")]
    public async Task A_file_that_is_no_calendar_changes_nothing(string file)
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var refused = await ImportAsync(fixture, file);
        Assert.Equal((422, true), (refused.Status, refused.Text.Contains("This file is no calendar", StringComparison.Ordinal)));
        Assert.Null(await ClosuresAsync());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("soon", "")]
    [InlineData("2031-02-10", "soon")]
    [InlineData("2031-02-10", "2031-02-09")]
    [InlineData("2031-02-10", "2032-02-11")]
    [InlineData("9999-12-31", "")]
    [InlineData("-9998-02-10", "")]
    public async Task Days_that_make_no_sense_are_refused_and_kept_in_the_form(string first, string last)
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var refused = await SendAsync(fixture, ("first", first), ("last", last), ("name", "Inventory"));
        Assert.Equal((422, true), (refused.Status, refused.Text.Contains("Enter the first day.", StringComparison.Ordinal)));
        Assert.Contains("value=\"Inventory\"", refused.Text, StringComparison.Ordinal);
        Assert.Null(await ClosuresAsync());
    }

    [Fact]
    public async Task A_form_of_an_older_version_changes_nothing()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        await fixture.Admin.GetAsync("/staff/closed-days");
        Assert.Equal(303, (await SendAsync(fixture, "0", ("first", "2031-02-10"))).Status);
        Assert.Equal((409, true), ((await SendAsync(fixture, "0", ("first", "2031-02-11"))).Status, await IsFreeAsync("2031-02-11")));
    }

    [Fact]
    public async Task Each_location_has_its_own_days_and_only_administrators_are_led_there()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        Assert.Equal(201, (await Api.PostAsync(Admin, "/locations", CatalogueCalls.Location("berlin"))).Status);
        var page = await fixture.Admin.GetAsync("/staff/closed-days?location=berlin");
        Assert.Contains("<option value=\"berlin\" selected>", page.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await fixture.Admin.PostAsync("/staff/closed-days", ("location", "berlin"), ("version", Browser.Field(page, "version")), ("first", "2031-02-10"))).Status);
        Assert.Equal((1, true), ((await ClosuresAsync("berlin"))!.Count, await IsFreeAsync("2031-02-10")));

        Assert.Contains("/staff/closed-days", (await fixture.Admin.GetAsync("/staff")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/staff/closed-days", (await fixture.Staff.GetAsync("/staff")).Text, StringComparison.Ordinal);
        Assert.Equal(403, (await fixture.Staff.GetAsync("/staff/closed-days")).Status);
    }

    private static async Task<Answer> SendAsync(StaffFixture fixture, params (string, string)[] fields) =>
        await SendAsync(fixture, Browser.Field(await fixture.Admin.GetAsync("/staff/closed-days?location=default"), "version"), fields);

    private static Task<Answer> SendAsync(StaffFixture fixture, string version, params (string, string)[] fields) =>
        fixture.Admin.PostAsync("/staff/closed-days", [("location", "default"), ("version", version), .. fields]);

    private async Task<Answer> ImportAsync(StaffFixture fixture, string file)
    {
        var version = Browser.Field(await fixture.Admin.GetAsync("/staff/closed-days?location=default"), "version");
        var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "holidays.ics" } };
        foreach (var (name, value) in new[] { ("form_token", fixture.Admin.FormToken), ("location", "default"), ("version", version), ("action", "import") })
        {
            form.Add(new StringContent(value), name);
        }

        return await Api.SendAsync(fixture.Admin.With(Call.Post("/staff/closed-days") with { Body = form }));
    }

    private async Task<JsonArray?> ClosuresAsync(string location = "default") =>
        (await Api.SendAsync(Call.Get($"/locations/{location}") with { Token = Admin.Token })).Json["closures"]?.AsArray();

    private async Task<bool> IsFreeAsync(string day)
    {
        var next = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).AddDays(1);
        var free = await Api.SendAsync(Call.Get($"/availability?service_id=cut&resource_id=chair-1&from={day}&to={next:yyyy-MM-dd}") with { Token = Admin.Token });
        return free.Text.Contains($"{day}T", StringComparison.Ordinal);
    }
}
