using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Pages;

/// <summary>Booking for a guest on the page.</summary>
public sealed class StaffGuestTests : AdministratorTests
{
    private const string Slot = "2031-02-10T14:30:00Z";

    [Fact]
    public async Task A_form_that_is_sent_twice_books_once()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        await fixture.Staff.GetAsync($"/staff/new?service=cut&resource=chair-1&slot={Slot}");
        var form = Form(("email", "grace@example.com"));
        var first = await fixture.Staff.PostAsync("/staff/new", form);
        var second = await fixture.Staff.PostAsync("/staff/new", form);
        Assert.Equal((303, first.Header("Location")), (second.Status, second.Header("Location")));
        var id = first.Header("Location")!["/staff/bookings/".Length..^"?done=booked".Length];
        Assert.Equal((Slot, "confirmed"), ((string)(await fixture.BookingAsync(id))["slot"]!, await fixture.StatusAsync(id)));
        var page = await fixture.Staff.GetAsync(first.Header("Location")!);
        Assert.Contains("The appointment is booked.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_double_click_books_once()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        await fixture.Staff.GetAsync($"/staff/new?service=cut&resource=chair-1&slot={Slot}");
        var call = fixture.Staff.Form("/staff/new", Form());
        var form = await call.Body!.ReadAsStringAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Api.SendAsync(fixture.Staff.With(
            Call.PostBytes("/staff/new", System.Text.Encoding.UTF8.GetBytes(form), "application/x-www-form-urlencoded")))));
        Assert.All(answers, answer => Assert.Equal((303, answers[0].Header("Location")), (answer.Status, answer.Header("Location"))));
    }

    [Fact]
    public async Task A_taken_time_keeps_the_form_and_offers_others()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        await fixture.GuestAsync("First", slot: Slot);
        await fixture.Staff.GetAsync($"/staff/new?service=cut&resource=chair-1&slot={Slot}");
        var lost = await fixture.Staff.PostAsync("/staff/new", Form(("notes", "By the window")));
        Assert.Equal(409, lost.Status);
        Assert.Contains("value=\"Grace\"", lost.Text, StringComparison.Ordinal);
        Assert.Contains("By the window", lost.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"2031-02-10T15:00:00Z\"", lost.Text, StringComparison.Ordinal);

        var again = await fixture.Staff.PostAsync("/staff/new", ("service", "cut"), ("resource", "chair-1"), ("slot", "2031-02-10T15:00:00Z"), ("name", "Grace"), ("notes", "By the window"));
        Assert.Equal((200, true), (again.Status, again.Text.Contains("By the window", StringComparison.Ordinal)));
        Assert.Equal(303, (await fixture.Staff.PostAsync("/staff/new", [.. Form().Where(f => f.Item1 != "slot"), ("slot", "2031-02-10T15:00:00Z")])).Status);
    }

    [Fact]
    public async Task Mistakes_are_listed_and_nothing_is_booked()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        await fixture.Staff.GetAsync($"/staff/new?service=cut&resource=chair-1&slot={Slot}");
        var wrong = await fixture.Staff.PostAsync("/staff/new", [.. Form(("email", "no address"), ("phone", "1\n2")).Where(f => f.Item1 != "name"), ("name", " ")]);
        Assert.Equal(422, wrong.Status);
        Assert.Equal(3, wrong.Text.Split("aria-invalid=\"true\"").Length - 1);
        Assert.Contains("<title>Error:", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("no address", wrong.Text, StringComparison.Ordinal);
        Assert.Contains(Slot, (await Api.SendAsync(Call.Get("/availability?service_id=cut&resource_id=chair-1&from=2031-02-10&to=2031-02-11") with { Token = Admin.Token })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_choose_among_their_own_resources_only()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var own = await fixture.Staff.GetAsync("/staff/new?service=cut");
        Assert.Contains("<table class=\"month\"", own.Text, StringComparison.Ordinal); // one resource, so that step is skipped
        var admin = await fixture.Admin.GetAsync("/staff/new?service=cut");
        Assert.Contains("resource=chair-2", admin.Text, StringComparison.Ordinal);
        await fixture.OtherStaff.GetAsync("/staff/new?service=cut");
        Assert.Equal(404, (await fixture.OtherStaff.PostAsync("/staff/new", Form())).Status);
    }

    [Fact]
    public async Task Bookings_of_pages_count_in_the_limit_of_the_route()
    {
        using var api = new RunningApi { Settings = { ["RATE_LIMITS"] = "", ["RATE_LIMIT_LOGIN"] = "off", ["RATE_LIMIT_REGISTER"] = "off", ["RATE_LIMIT_BOOK"] = "3/hour" } };
        await api.InitializeAsync();
        var fixture = await StaffFixture.OpenAsync(api); // books once
        Assert.Equal(201, (await api.PostAsync(fixture.Data.Admin, "/bookings", fixture.Data.BookingBody())).Status);
        await fixture.Admin.GetAsync($"/staff/new?service=cut&resource=chair-1&slot={Slot}");
        Assert.Equal(303, (await fixture.Admin.PostAsync("/staff/new", Form())).Status);
        await fixture.Admin.GetAsync($"/staff/new?service=cut&resource=chair-1&slot={Slot}");
        Assert.Equal(429, (await fixture.Admin.PostAsync("/staff/new", Form())).Status);
        await api.DisposeAsync();
    }

    private static (string, string)[] Form(params (string, string)[] more) =>
        [("service", "cut"), ("resource", "chair-1"), ("slot", Slot), ("name", "Grace"), ("action", "book"), .. more];
}
