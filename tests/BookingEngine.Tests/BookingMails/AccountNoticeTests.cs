using System.Text.Json.Nodes;
using BookingEngine.Tests.Branding;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.BookingMails;

/// <summary>Mails about accounts.</summary>
public sealed class AccountNoticeTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_welcome_is_sent_only_to_those_who_register_after_it_was_switched_on()
    {
        var before = await _api.NewPersonAsync();
        _api.AdvanceOneSecond();
        await _api.PutBrandAsync(new() { ["display_name"] = "Salon", ["mails"] = new JsonObject { ["welcome"] = true } });

        var after = await _api.NewPersonAsync();

        Assert.Equal("Welcome to Salon", (await _api.WaitForMailsAsync(after.Email, 1)).Single().Subject);
        Assert.Empty(_api.MailsTo(before.Email));
    }

    [Fact]
    public async Task A_changed_password_is_told_unless_that_is_switched_off()
    {
        var person = await _api.NewPersonAsync();
        Assert.Equal(200, (await ChangePasswordAsync(person)).Status);
        await Mailbox.WaitAsync(() =>
        {
            _api.AdvanceOneSecond();
            return Task.FromResult(_api.AllMailsTo(person.Email).Length == 1);
        });
        Assert.Equal("Your password has changed", _api.AllMailsTo(person.Email).Single().Subject);

        await _api.PutBrandAsync(new() { ["mails"] = new JsonObject { ["password_changed"] = false } });
        Assert.Equal(200, (await ChangePasswordAsync(person)).Status);
        await _api.RecoverAsync(person.Email);
        Assert.Single(await _api.WaitForMailsAsync(person.Email, 1));
        Assert.Equal(2, _api.AllMailsTo(person.Email).Length);
    }

    [Fact]
    public async Task A_deactivated_user_is_told()
    {
        var (admin, person) = (await _api.AdminAsync(), await _api.NewPersonAsync());
        await _api.PostAsync(admin, $"/users/{person.Id}/deactivate", []);
        Assert.Equal("Your account is deactivated", (await _api.WaitForMailsAsync(person.Email, 1)).Single().Subject);
    }

    [Theory]
    [InlineData("de", "Setzen Sie Ihr Passwort zurück")]
    [InlineData("nl", "Reset your password")]
    public async Task The_language_at_registration_is_that_of_mails(string locale, string subject)
    {
        var email = People.NewAddress();
        var registered = await _api.SendAsync(Call.PostJson("/auth/register", new JsonObject
        {
            ["email"] = email,
            ["password"] = People.Password,
            ["full_name"] = "Ada",
            ["locale"] = locale,
        }.ToJsonString()));
        Assert.Equal((201, locale), (registered.Status, registered.Member("locale")));

        await _api.RecoverAsync(email);

        Assert.Equal(subject, (await _api.WaitForMailsAsync(email, 1)).Single().Subject);
        Assert.DoesNotContain("\"de\"", string.Concat((await _api.EventsAsync($"user-{registered.Member("id")}")).Select(e => e.Json)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_stays_when_a_profile_is_changed_without_one()
    {
        var person = await _api.NewPersonAsync();
        Assert.Null((await _api.GetAsync(person, "/users/me")).Json["locale"]);
        Assert.Equal("pt-BR", (await PutAsync(person, """{"full_name":"Ada","locale":"PT-br"}""")).Member("locale"));
        Assert.Equal("pt-BR", (await PutAsync(person, """{"full_name":"Grace"}""")).Member("locale"));
        (await PutAsync(person, """{"full_name":"Grace","locale":"klingon"}""")).AssertInvalidFields(("locale", "must be a language such as de or pt-BR"));
    }

    private Task<Answer> ChangePasswordAsync(Person person)
    {
        var body = new JsonObject { ["old_password"] = person.Password, ["new_password"] = person.Password };
        return _api.SendAsync(Call.PutJson("/users/me/password", body.ToJsonString()) with { Token = person.Token });
    }

    private Task<Answer> PutAsync(Person person, string json) => _api.SendAsync(Call.PutJson("/users/me", json) with { Token = person.Token });
}
