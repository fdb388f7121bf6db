using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Pages;

/// <summary>What staff do with a booking on its page is what the routes do.</summary>
public sealed class StaffBookingTests : AdministratorTests
{
    [Theory]
    [InlineData("asked", "approve", "confirmed")]
    [InlineData("asked", "decline", "declined")]
    [InlineData("cut", "cancel", "cancelled")]
    public async Task A_booking_is_approved_declined_or_cancelled(string service, string action, string status)
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var id = await fixture.Data.NewBookingAsync(service);
        var page = await StaffFixture.ActAsync(fixture.Staff, id, action, ("reason", "The chair is broken"));
        Assert.Equal(status, await fixture.StatusAsync(id));
        Assert.Contains("role=\"status\"", page.Text, StringComparison.Ordinal);
        Assert.Equal(action != "approve", page.Text.Contains("The chair is broken", StringComparison.Ordinal));
        var history = (await Api.SendAsync(Call.Get($"/bookings/{id}/history") with { Token = Admin.Token })).Json["entries"]!.AsArray();
        Assert.Equal(fixture.Data.Callers[2].Person!.Id.ToString(), (string?)history[^1]!["by"]);
    }

    [Fact]
    public async Task A_booking_is_moved_to_a_time_of_the_month()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var id = await fixture.Data.NewBookingAsync();
        var month = await fixture.Staff.GetAsync($"/staff/bookings/{id}?move=1&day=2031-02-10");
        Assert.Contains("value=\"2031-02-10T14:30:00Z\"", month.Text, StringComparison.Ordinal);
        await StaffFixture.ActAsync(fixture.Staff, id, "move", ("slot", "2031-02-10T14:30:00Z"), ("reason", "Ill"));
        Assert.Equal("2031-02-10T14:30:00Z", (string)(await fixture.BookingAsync(id))["slot"]!);
    }

    [Theory]
    [InlineData("complete", "completed")]
    [InlineData("no_show", "no_show")]
    public async Task How_a_booking_went_is_recorded_once_it_has_begun(string action, string status)
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var ahead = await fixture.Data.NewBookingAsync();
        Assert.DoesNotContain($"value=\"{action}\"", (await fixture.Staff.GetAsync($"/staff/bookings/{ahead}")).Text, StringComparison.Ordinal);
        Assert.Equal(409, (await fixture.Staff.PostAsync($"/staff/bookings/{ahead}", ("action", action))).Status);
        var id = await fixture.Data.StartedBookingAsync();
        await StaffFixture.ActAsync(fixture.Staff, id, action);
        Assert.Equal(status, await fixture.StatusAsync(id));
    }

    [Fact]
    public async Task A_form_that_comes_too_late_changes_nothing_and_says_so()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var id = await fixture.Data.NewBookingAsync("asked");
        await StaffFixture.ActAsync(fixture.Staff, id, "decline");
        var late = await fixture.Admin.PostAsync($"/staff/bookings/{id}", ("action", "approve"));
        Assert.Equal(409, late.Status);
        Assert.Contains("has changed meanwhile", late.Text, StringComparison.Ordinal);
        Assert.Equal("declined", await fixture.StatusAsync(id));
    }

    [Fact]
    public async Task A_form_without_a_clear_action_changes_nothing()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var id = await fixture.Data.NewBookingAsync();
        foreach (var fields in new (string, string)[][] { [], [("action", "erase")], [("action", "move")], [("action", "move"), ("slot", "tomorrow")], [("action", "cancel"), ("reason", new string('x', 501))] })
        {
            Assert.InRange((await fixture.Staff.PostAsync($"/staff/bookings/{id}", fields)).Status, 409, 422);
        }

        Assert.Equal("confirmed", await fixture.StatusAsync(id));
    }

    [Fact]
    public async Task Texts_of_strangers_are_shown_as_text()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var id = await fixture.GuestAsync("<script>alert(1)</script>", "<img src=x onerror=alert(2)>");
        await StaffFixture.ActAsync(fixture.Staff, id, "move", ("slot", "2031-02-10T14:30:00Z"), ("reason", "\"><b>bold</b>"));
        foreach (var path in new[] { $"/staff/bookings/{id}", "/staff?view=week&day=2031-02-10", "/staff?day=2031-02-10" })
        {
            var page = await fixture.Staff.GetAsync(path);
            Assert.Contains("&lt;script&gt;alert(1)", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>bold", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_details_of_a_guest_are_shown_and_an_accounts_address_is_not()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var guest = await fixture.Staff.GetAsync($"/staff/bookings/{await fixture.GuestAsync("Grace Hopper")}");
        foreach (var text in new[] { "Grace Hopper", "guest.of.chair@example.com", "&#43;49 30 1234", "Knock twice" })
        {
            Assert.Contains(text, guest.Text.Replace("+49", "&#43;49", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        var account = await fixture.Staff.GetAsync($"/staff/bookings/{fixture.Data.ExistingBooking}");
        Assert.Contains("Ada Lovelace", account.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Data.Owner.Email, account.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erased_person_has_no_name()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var id = await fixture.GuestAsync("Grace Hopper", slot: "2031-02-12T10:00:00Z");
        var user = (string)(await fixture.BookingAsync(id))["user_id"]!;
        Assert.Equal(204, (await Api.SendAsync(new Call("DELETE", $"/users/{user}") { Token = Admin.Token })).Status);
        var page = await fixture.Staff.GetAsync($"/staff/bookings/{id}");
        Assert.Contains("Name erased", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Grace", page.Text + (await fixture.Staff.GetAsync("/staff?day=2031-02-12")).Text, StringComparison.Ordinal);
    }
}
