using System.Security.Cryptography;
using System.Text;
using BookingEngine.Languages;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Pages;

/// <summary>The calendar of staff, and what all of their pages have in common.</summary>
public sealed class StaffCalendarTests : AdministratorTests
{
    private static readonly string[] Views = ["", "&view=week", "&view=requests"];

    [Fact]
    public async Task Staff_see_the_bookings_of_their_resources_and_of_no_others()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var id = await fixture.GuestAsync("Grace Hopper", slot: "2031-02-12T10:00:00Z");
        foreach (var view in Views[..2])
        {
            Assert.Contains(id, (await fixture.Staff.GetAsync($"/staff?day=2031-02-12{view}")).Text, StringComparison.Ordinal);
            Assert.Contains("Grace Hopper", (await fixture.Admin.GetAsync($"/staff?day=2031-02-12{view}")).Text, StringComparison.Ordinal);
        }

        var hidden = new StringBuilder();
        foreach (var path in Views.Select(view => $"/staff?day=2031-02-12{view}").Concat(Views.Select(view => $"/staff?resource=chair-1&day=2031-02-12{view}"))
            .Concat([$"/staff/bookings/{id}", $"/staff/bookings/{id}?move=1", "/staff/new?service=cut&resource=chair-1", "/staff/time-off?resource=chair-1"]))
        {
            hidden.Append((await fixture.OtherStaff.GetAsync(path)).Text);
        }

        foreach (var text in new[] { id, "Grace", "guest.of.chair", "1234", "Knock", "Ada Lovelace" })
        {
            Assert.DoesNotContain(text, hidden.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_waits_for_approval_is_counted_and_listed()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var id = await fixture.Data.NewBookingAsync("asked");
        Assert.Contains("<b>1</b>", (await fixture.Staff.GetAsync("/staff")).Text, StringComparison.Ordinal);
        Assert.Contains(id, (await fixture.Staff.GetAsync("/staff?view=requests")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Data.ExistingBooking, (await fixture.Staff.GetAsync("/staff?view=requests")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(id, (await fixture.OtherStaff.GetAsync("/staff?view=requests")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/staff?day=9999-12-31&view=week", 200)]
    [InlineData("/staff?day=2030-02-31", 200)]
    [InlineData("/staff?day=-5000-01-01&view=week", 200)]
    [InlineData("/staff?view=%3Cscript%3Ealert(1)%3C/script%3E", 200)]
    [InlineData("/staff?resource=%3Cscript%3Ealert(1)%3C/script%3E", 200)]
    [InlineData("/staff?day=2030-01-01&day=2030-01-02", 200)]
    [InlineData("/staff/bookings/x", 404)]
    [InlineData("/staff/bookings/0197a3c2-b4d5-7f6e-8a90-b1c2d3e4f507", 404)]
    [InlineData("/staff/new?service=nothing", 404)]
    [InlineData("/staff/new?service=old-cut", 404)]
    [InlineData("/staff/new?service=cut&resource=chair-1&slot=9999-12-31T23:59:59Z", 200)]
    [InlineData("/staff/new?service=cut&resource=chair-1&slot=soon&month=2030-13", 200)]
    [InlineData("/staff/time-off?resource=old-chair", 404)]
    [InlineData("/staff/time-off?conflicts=%3Cb%3E", 200)]
    [InlineData("/staff/closed-days?location=nowhere", 404)]
    [InlineData("/staff/closed-days?location=%3Cscript%3Ealert(1)%3C/script%3E", 404)]
    [InlineData("/staff/closed-days?done=1&conflicts=%3Cb%3E&skipped=-1", 200)]
    public async Task An_address_that_makes_no_sense_gets_a_page(string path, int status)
    {
        var answer = await (await StaffFixture.OpenAsync(Api)).Admin.GetAsync(path);
        Assert.Equal((status, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        Assert.DoesNotContain("<script>alert", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_is_strict_and_allows_exactly_its_own_style_and_script()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        foreach (var path in Paths(fixture))
        {
            var page = await fixture.Admin.GetAsync(path);
            Assert.Equal((path, 200), (path, page.Status));
            Assert.Equal("no-store", page.Header("Cache-Control"));
            Assert.Equal(
                $"default-src 'none'; style-src '{HashOf(page.Text, "style")}'; script-src '{HashOf(page.Text, "script")}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
                page.Header("Content-Security-Policy"));
            Assert.DoesNotContain(" style=", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(fixture.Admin.Cookie!, page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(RunningApi.Key, page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_page_is_in_each_language()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        foreach (var language in Texts.Languages)
        {
            foreach (var path in Paths(fixture))
            {
                var page = await Api.SendAsync(fixture.Admin.With(Call.Get(path) with { Headers = [("Accept-Language", language)] }));
                Assert.Equal((language, path, 200), (page.Header("Content-Language")!, path, page.Status));
                Assert.Contains(Texts.Of(language)["session.sign_out"], System.Net.WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
            }
        }
    }

    private static string[] Paths(StaffFixture fixture) =>
    [
        "/staff", "/staff?view=week", "/staff?view=requests", $"/staff/bookings/{fixture.Data.ExistingBooking}", $"/staff/bookings/{fixture.Data.ExistingBooking}?move=1&done=move",
        "/staff/new", "/staff/new?service=cut", "/staff/new?service=cut&resource=chair-1", "/staff/new?service=cut&resource=chair-1&slot=2031-02-10T14:30:00Z", "/staff/time-off",
        "/staff/closed-days",
    ];

    private static string HashOf(string page, string element)
    {
        var (start, end) = (page.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2, page.IndexOf($"</{element}>", StringComparison.Ordinal));
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page[start..end])))}";
    }
}
