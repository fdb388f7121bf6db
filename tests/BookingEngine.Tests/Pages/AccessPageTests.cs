using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.Pages;

/// <summary>Making an account, and recovering a password, on pages.</summary>
public sealed class AccessPageTests : AdministratorTests
{
    [Fact]
    public async Task A_visitor_makes_an_account_and_signs_in()
    {
        var (email, browser) = (People.NewAddress(), new Browser(Api.SendAsync));
        Assert.Contains("/account/register", (await browser.GetAsync("/sign-in")).Text, StringComparison.Ordinal);

        var made = await browser.PostAsync("/account/register", ("email", email), ("full_name", "Grace"), ("new_password", "battery staple"));

        Assert.Equal((200, true), (made.Status, made.Text.Contains("Your account is made", StringComparison.Ordinal)));
        await browser.SignInAsync(email, "battery staple");
        Assert.Contains("Hello Grace", (await browser.GetAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Grace", "battery staple", "email")]
    [InlineData("no address", "Grace", "battery staple", "email")]
    [InlineData("grace@example.com", " ", "battery staple", "full_name")]
    [InlineData("grace@example.com", "Grace", "short", "new_password")]
    [InlineData("grace@example.com", "Grace", "grace@example.com", "new_password")]
    public async Task A_wrong_field_is_named_and_what_was_entered_is_kept(string email, string name, string password, string field)
    {
        var page = await new Browser(Api.SendAsync).PostAsync("/account/register", ("email", email), ("full_name", name), ("new_password", password));

        Assert.Equal((422, true), (page.Status, page.Text.Contains($"id=\"{field}-error\"", StringComparison.Ordinal)));
        Assert.Contains($"value=\"{email}\"", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("battery staple", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_address_makes_no_second_account()
    {
        var known = await Api.NewPersonAsync();
        var page = await new Browser(Api.SendAsync).PostAsync("/account/register", ("email", known.Email), ("full_name", "Mallory"), ("new_password", "battery staple"));

        Assert.Equal((422, true), (page.Status, page.Text.Contains("There is an account with this mail address already", StringComparison.Ordinal)));
        Assert.Equal(200, (await Api.SignInAsync(known.Email, known.Password)).Status);
    }

    [Fact]
    public async Task A_recovery_answers_the_same_for_known_and_unknown_addresses()
    {
        var (known, browser) = (await Api.NewPersonAsync(), new Browser(Api.SendAsync));
        var answers = new[]
        {
            await browser.PostAsync("/account/recover", ("email", known.Email)), await browser.PostAsync("/account/recover", ("email", People.NewAddress())),
        };
        Assert.Equal((200, answers[0].Text), (answers[1].Status, answers[1].Text));

        var mail = (await Api.WaitForMailsAsync(known.Email, 1))[0];

        Assert.Contains("/reset-password?token=", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(422, (await browser.PostAsync("/account/recover", ("email", "no address"))).Status);
    }

    [Theory]
    [InlineData("/account/register")]
    [InlineData("/account/recover")]
    public async Task A_form_of_another_site_is_refused(string path) =>
        Assert.Equal(403, (await new Browser(Api.SendAsync) { Origin = "https://evil.example" }.PostAsync(path, ("email", People.NewAddress()))).Status);
}
