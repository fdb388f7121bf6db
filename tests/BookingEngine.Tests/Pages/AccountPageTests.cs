using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Tests.Users.SecondFactors;

namespace BookingEngine.Tests.Pages;

/// <summary>What a customer does on the pages of the account.</summary>
public sealed class AccountPageTests : AdministratorTests
{
    private Person _ada = null!;
    private Browser _browser = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _ada = await Api.NewPersonAsync();
        _browser = await Browser.SignedInAsync(Api, _ada);
    }

    [Fact]
    public async Task Who_is_not_signed_in_gets_there_after_the_sign_in()
    {
        var nobody = new Browser(Api.SendAsync);
        Assert.Equal("/sign-in?next=%2Faccount%2Fprofile", (await nobody.GetAsync("/account/profile")).Header("Location"));
        Assert.Equal("/sign-in?next=%2Faccount&kept=1", (await nobody.SubmitPasswordAsync(_ada.Email, _ada.Password)).Header("Location"));
        Assert.Equal("/account", (await nobody.GetAsync("/sign-in?next=%2Faccount&kept=1")).Header("Location"));
    }

    [Fact]
    public async Task The_first_page_lists_own_bookings_ahead_and_past()
    {
        var (service, _) = await Api.NewHourAsync(Admin, 2);
        await BookAsync(_ada, "2030-05-01T14:00:00Z", service);
        await BookAsync(_ada, "2030-06-03T10:00:00Z", service);
        await BookAsync(await Api.NewPersonAsync(), "2030-06-04T10:00:00Z", service);
        Api.Clock.Advance(TimeSpan.FromHours(4));
        _browser = await Browser.SignedInAsync(Api, _ada);

        var page = await _browser.GetAsync("/account");

        var (ahead, past) = (page.Text.IndexOf("3 June 2030", StringComparison.Ordinal), page.Text.IndexOf("1 May 2030", StringComparison.Ordinal));
        Assert.True(ahead > 0 && past > ahead, page.Text);
        Assert.DoesNotContain("4 June 2030", page.Text, StringComparison.Ordinal);
        Assert.Contains("none in these twelve months", (await _browser.GetAsync("/account?before=2029-05-01")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await _browser.GetAsync("/account?before=9999-12-31")).Status);
        Assert.Equal(200, (await _browser.GetAsync("/account?before=x")).Status);
    }

    [Fact]
    public async Task A_booking_is_moved_and_cancelled_on_its_page()
    {
        var (service, _) = await Api.NewHourAsync(Admin, 1);
        var path = $"/account/bookings/{await BookAsync(_ada, "2030-06-03T10:00:00Z", service)}";
        Assert.Contains("value=\"2030-06-04T11:00:00Z\"", (await _browser.GetAsync($"{path}?day=2030-06-04")).Text, StringComparison.Ordinal);

        Assert.Equal($"{path}?done=move", (await _browser.PostAsync(path, ("action", "move"), ("slot", "2030-06-04T11:00:00Z"), ("reason", "I am ill"))).Header("Location"));
        var moved = await _browser.GetAsync($"{path}?done=move");
        Assert.Matches("4 June 2030,? [^<]*11:00", moved.Text);
        Assert.StartsWith("BEGIN:VCALENDAR", (await _browser.GetAsync($"{path}/entry")).Text, StringComparison.Ordinal);
        Assert.Equal(422, (await _browser.PostAsync(path)).Status);
        Assert.Equal(409, (await _browser.PostAsync(path, ("action", "move"), ("slot", "2030-06-04T11:20:00Z"))).Status);

        Assert.Equal($"{path}?done=cancel", (await _browser.PostAsync(path, ("action", "cancel"))).Header("Location"));
        Assert.Contains("Your appointment is cancelled", (await _browser.GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_booking_is_not_there_even_for_administrators()
    {
        var (service, _) = await Api.NewHourAsync(Admin, 1);
        var path = $"/account/bookings/{await BookAsync(_ada, "2030-06-03T10:00:00Z", service)}";
        var stranger = await Browser.SignedInAsync(Api, Admin);

        Assert.Equal(
            (404, 404, 404),
            ((await stranger.GetAsync(path)).Status, (await stranger.GetAsync($"{path}/entry")).Status, (await stranger.PostAsync(path, ("action", "cancel"))).Status));
        Assert.Equal(404, (await _browser.GetAsync("/account/bookings/x")).Status);
    }

    [Fact]
    public async Task Name_and_language_change_and_pages_are_in_the_language()
    {
        Assert.Equal("/account/profile?done=profile", (await _browser.PostAsync("/account/profile", ("full_name", "Ada <b>King</b>"), ("locale", "de"))).Header("Location"));

        var page = await _browser.GetAsync("/account");

        Assert.Contains("Hallo Ada &lt;b&gt;King&lt;/b&gt;", page.Text, StringComparison.Ordinal);
        Assert.Equal(422, (await _browser.PostAsync("/account/profile", ("full_name", " "))).Status);
        Assert.Equal(422, (await _browser.PostAsync("/account/profile", ("full_name", "Ada"), ("locale", "klingon?"))).Status);
        Assert.Equal(("Ada <b>King</b>", "de"), await Api.SendAsync(Call.Get("/users/me") with { Token = _ada.Token }) is var me ? (me.Member("full_name"), me.Member("locale")) : default);
    }

    [Fact]
    public async Task A_changed_password_needs_the_old_one_and_ends_other_sessions()
    {
        Assert.Equal(422, (await _browser.PostAsync("/account/profile/password", ("password", "wrong horse"), ("new_password", "battery staple"))).Status);
        Assert.Equal(422, (await _browser.PostAsync("/account/profile/password", ("password", _ada.Password), ("new_password", "short"))).Status);
        Assert.Equal(
            "/account/profile?done=password", (await _browser.PostAsync("/account/profile/password", ("password", _ada.Password), ("new_password", "battery staple"))).Header("Location"));

        Assert.Equal(200, (await _browser.GetAsync("/account")).Status);
        (await Api.SendAsync(Call.Get("/users/me") with { Token = _ada.Token })).AssertIsUnauthorized();
    }

    [Fact]
    public async Task A_second_factor_is_set_up_and_removed_with_a_code()
    {
        Assert.Contains("href=\"/sign-in/second-factor?next=%2Faccount%2Fprofile\"", (await _browser.GetAsync("/account/profile")).Text, StringComparison.Ordinal);
        var secret = Browser.Field(await _browser.PostAsync("/sign-in/second-factor", ("password", _ada.Password)), "secret");
        Assert.Equal(200, (await _browser.PostAsync("/sign-in/second-factor", ("secret", secret), ("otp", TimeCodes.At(secret, Api.Clock.GetUtcNow())))).Status);
        await _browser.GetAsync("/account/profile");
        Assert.Equal(422, (await _browser.PostAsync("/account/profile/second-factor", ("password", _ada.Password), ("otp", "000000"))).Status);
        Api.Clock.Advance(TimeSpan.FromMinutes(1));

        var code = TimeCodes.At(secret, Api.Clock.GetUtcNow());
        Assert.Equal("/account/profile?done=factor", (await _browser.PostAsync("/account/profile/second-factor", ("password", _ada.Password), ("otp", code))).Header("Location"));

        Assert.Contains("Set up a second factor", (await _browser.GetAsync("/account/profile")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_address_gets_a_link_and_answers_are_the_same_for_taken_ones()
    {
        var (free, taken) = (People.NewAddress(), (await Api.NewPersonAsync()).Email);
        foreach (var email in new[] { free, taken })
        {
            Assert.Equal("/account/profile?done=email", (await _browser.PostAsync("/account/profile/email", ("email", email), ("password", _ada.Password))).Header("Location"));
        }

        await Api.WaitForMailsAsync(taken, 1);
        Assert.Equal(422, (await _browser.PostAsync("/account/profile/email", ("email", "no address"), ("password", _ada.Password))).Status);
        Assert.Equal(422, (await _browser.PostAsync("/account/profile/email", ("email", free), ("password", "wrong horse"))).Status);
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one_or_all_others()
    {
        var other = await Browser.SignedInAsync(Api, _ada);
        var page = await _browser.GetAsync("/account/sessions");
        var ids = System.Text.RegularExpressions.Regex.Matches(page.Text, "name=\"session\" value=\"([0-9a-f-]{36})\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(2, ids.Count); // the other browser, and the token of the tests

        Assert.Equal("/account/sessions?done=session", (await _browser.PostAsync("/account/sessions", ("session", ids[0]))).Header("Location"));
        Assert.Equal(404, (await _browser.PostAsync("/account/sessions", ("session", ids[0]))).Status);
        Assert.Equal(303, (await _browser.PostAsync("/account/sessions", ("session", "others"))).Status);

        Assert.Equal((303, 200), ((await other.GetAsync("/account")).Status, (await _browser.GetAsync("/account")).Status));
        (await Api.SendAsync(Call.Get("/users/me") with { Token = _ada.Token })).AssertIsUnauthorized();
    }

    [Fact]
    public async Task Everything_is_exported_as_a_file()
    {
        var exported = await _browser.PostAsync("/account/export");
        Assert.Equal((200, _ada.Email), (exported.Status, (string)exported.Json["profile"]!["email"]!));
        Assert.StartsWith("attachment; filename=my-data.json", exported.Header("Content-Disposition"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_account_is_erased_with_its_password_only()
    {
        Assert.Equal(422, (await _browser.PostAsync("/account/erase", ("password", "wrong horse"))).Status);
        Assert.Equal(200, (await _browser.GetAsync("/account")).Status);

        var erased = await _browser.PostAsync("/account/erase", ("password", _ada.Password));

        Assert.Equal((200, null, true), (erased.Status, _browser.Cookie, erased.Text.Contains("Your data is erased", StringComparison.Ordinal)));
        (await Api.SendAsync(Call.Get("/users/me") with { Token = _ada.Token })).AssertIsUnauthorized();
        var last = await Browser.SignedInAsync(Api, Admin);
        Assert.Contains("last administrator", (await last.PostAsync("/account/erase", ("password", Admin.Password))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_address_is_shown_once_and_ends()
    {
        var made = await _browser.PostAsync("/account/calendar");
        var path = System.Text.RegularExpressions.Regex.Match(made.Text, "https://booking.example.com(/feeds/[^\"]+)").Groups[1].Value;
        Assert.Equal(200, (await Api.SendAsync(Call.Get(path) with { Key = null })).Status);
        var page = await _browser.GetAsync("/account/calendar");
        Assert.DoesNotContain("/feeds/", page.Text, StringComparison.Ordinal);

        var id = System.Text.RegularExpressions.Regex.Match(page.Text, "name=\"end\" value=\"([^\"]+)\"").Groups[1].Value;
        Assert.Equal("/account/calendar?done=feed", (await _browser.PostAsync("/account/calendar", ("end", id))).Header("Location"));

        Assert.Equal(404, (await Api.SendAsync(Call.Get(path) with { Key = null })).Status);
    }

    [Fact]
    public async Task No_form_of_another_site_or_session_is_taken()
    {
        var other = await Browser.SignedInAsync(Api, await Api.NewPersonAsync());
        (string Path, (string, string)[] Fields)[] forms =
        [
            ("/account/profile", [("full_name", "Mallory")]), ("/account/export", []), ("/account/erase", [("password", _ada.Password)]), ("/account/sessions", [("session", "others")]),
            ("/account/calendar", []), ("/account/profile/password", [("password", _ada.Password), ("new_password", "battery staple")]),
            ("/account/profile/email", [("email", People.NewAddress()), ("password", _ada.Password)]), ("/account/profile/second-factor", []), ("/account/bookings/x", []),
        ];
        foreach (var (path, fields) in forms)
        {
            await _browser.GetAsync("/account");
            var form = _browser.Form(path, fields);
            Assert.Equal(403, (await Api.SendAsync(_browser.With(form) with { Headers = [("Cookie", $"{Browser.CookieName}={_browser.Cookie}"), ("Origin", "https://evil.example")] })).Status);
            Assert.Equal(403, (await Api.SendAsync(_browser.With(other.Form(path, fields)))).Status);
        }

        Assert.Equal("Ada Lovelace", (await Api.SendAsync(Call.Get("/users/me") with { Token = _ada.Token })).Member("full_name"));
    }

    private async Task<string> BookAsync(Person person, string slot, string service)
    {
        var booked = await Api.PostAsync(person, "/bookings", new JsonObject { ["slot"] = slot, ["service_id"] = service });
        Assert.Equal(201, booked.Status);
        return booked.Member("id");
    }
}
