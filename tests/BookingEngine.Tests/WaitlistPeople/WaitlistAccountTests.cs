using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BookingEngine.Tests.Branding;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Pages;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>Waiting on the pages of the account and of the booking page.</summary>
public sealed class WaitlistAccountTests : WaitingSalon
{
    private Browser _ada = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.Equal(200, (await Api.PutBrandAsync(new() { ["booking"] = "open" })).Status);
        _ada = new Browser(Api.SendAsync);
        await _ada.SignInAsync(Ada, People.Password);
    }

    [Fact]
    public async Task A_customer_joins_once_and_finds_the_entry_and_its_offer()
    {
        Assert.Contains("First day", (await _ada.GetAsync("/account/waitlist?service=cut")).Text, StringComparison.Ordinal);
        var form = Form("2030-05-06", "2030-05-06", "10:00", "10:30");

        Assert.Equal("/account?done=waitlist", (await _ada.PostAsync("/account/waitlist", form)).Header("Location"));
        Assert.Equal(303, (await _ada.PostAsync("/account/waitlist", form)).Status);

        var page = await _ada.GetAsync("/account?done=waitlist");
        Assert.Contains("You are on the waiting list.", page.Text, StringComparison.Ordinal);
        var link = Assert.Single(Regex.Matches(page.Text, "/waitlist\\?token=[^\"]+")).Value;
        Assert.Contains("Monday, 6 May 2030", (await _ada.GetAsync(link)).Text, StringComparison.Ordinal);
        await FreeAsync();
        await WaitForAsync(Ada, (string)(await Salon.GetAsync(Ada, "/waitlist")).Json["entries"]![0]!["id"]!, "offered");
        Assert.Contains("A time is free for you", (await _ada.GetAsync("/account")).Text, StringComparison.Ordinal);
        Assert.Contains("value=\"take\"", (await _ada.GetAsync(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Free_times_and_forms_without_sense_are_said_on_the_page()
    {
        await _ada.GetAsync("/account/waitlist?service=cut");

        var free = await _ada.PostAsync("/account/waitlist", Form("2030-05-06", "2030-05-07", "", ""));
        var reversed = await _ada.PostAsync("/account/waitlist", Form("2030-05-07", "2030-05-06", "", ""));
        var long_ = await _ada.PostAsync("/account/waitlist", Form("2030-05-07", "2031-05-08", "", ""));
        var times = await _ada.PostAsync("/account/waitlist", Form("2030-05-06", "2030-05-06", "12:00", "11:00"));
        var unknown = await _ada.PostAsync("/account/waitlist", ("service", "shave"));

        Assert.Equal((409, 422, 422, 422, 404), (free.Status, reversed.Status, long_.Status, times.Status, unknown.Status));
        Assert.Contains("There are free times that fit.", free.Text, StringComparison.Ordinal);
        Assert.Contains("Monday, 6 May 2030, 00:00", free.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"2030-05-07\"", reversed.Text, StringComparison.Ordinal);
        Assert.Empty((await Salon.GetAsync(Ada, "/waitlist")).Json["entries"]!.AsArray());
    }

    [Fact]
    public async Task The_booking_page_leads_there_only_when_nothing_is_free()
    {
        await Salon.ServiceAsync("never", ("resource_ids", new JsonArray("chair-1")), ("valid_from", "2030-07-01"), ("valid_to", "2030-07-02"));

        var (none, some) = (await _ada.GetAsync("/book/never?month=2030-06"), await _ada.GetAsync("/book/never?month=2030-07"));

        Assert.Contains("/account/waitlist?service=never", none.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/account/waitlist", some.Text, StringComparison.Ordinal);
    }

    private static (string, string)[] Form(string from, string to, string earliest, string latest) =>
        [("service", "cut"), ("from", from), ("to", to), .. Enumerable.Range(1, 7).Select(day => ($"day{day}", "on")), ("earliest", earliest), ("latest", latest)];
}
