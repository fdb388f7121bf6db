using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.Branding;

/// <summary>The tenant's own templates of mails.</summary>
public sealed class TemplateTests : IAsyncLifetime, IDisposable
{
    private const string Recovery = "/brand/templates/recovery/en";
    private readonly RunningApi _api = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_template_replaces_the_default_until_it_is_removed()
    {
        var admin = await _api.AdminAsync();
        var unset = await _api.GetAsync(admin, Recovery);
        Assert.Equal((200, "\"0\"", true, "Reset your password"), (unset.Status, unset.Header("ETag"), (bool)unset.Json["is_default"]!, unset.Member("subject")));

        var saved = await PutAsync(Recovery, Body("{{ name | default: 'You' }}, choose anew", "Go: {{ action_url }}", "<p>{{ name | default: 'You' }}</p>"), "\"0\"");
        Assert.Equal((200, "\"1\"", false), (saved.Status, saved.Header("ETag"), (bool)saved.Json["is_default"]!));
        Assert.Equal(412, (await PutAsync(Recovery, Body("a", "b", "c"), "\"0\"")).Status);
        Assert.Equal(428, (await PutAsync(Recovery, Body("a", "b", "c"), null)).Status);
        var person = await _api.NewPersonAsync();
        await _api.RecoverAsync(person.Email);
        var mail = (await _api.WaitForMailsAsync(person.Email, 1)).Single();
        Assert.Equal(("You, choose anew", "<p>You</p>"), (mail.Subject, mail.HtmlBody!.Trim()));

        var removed = await _api.SendAsync(new Call("DELETE", Recovery) { Token = admin.Token, Headers = [("If-Match", "\"1\"")] });

        Assert.Equal((200, "\"2\"", unset.Text), (removed.Status, removed.Header("ETag"), removed.Text));
        await _api.RecoverAsync(person.Email);
        Assert.Equal("Reset your password", (await _api.WaitForMailsAsync(person.Email, 2))[1].Subject);
    }

    [Theory]
    [InlineData("text", "{% for i in (1..2000000000) %}x{% endfor %}", "is wrong at line 1, column 1: The tag 'for' is not allowed.")]
    [InlineData("html", "<p>\n{{ name | raw }}</p>", "is wrong at line 2, column 1: The filter 'raw' is not allowed.")]
    [InlineData("subject", "{{ name", "is wrong at line 1, column 1: This tag is not closed.")]
    [InlineData("html", "<p>Hello</p><SCRIPT>alert(1)</script>", "is wrong at line 1, column 13: A mail cannot have script.")]
    [InlineData("text", " ", "is wrong at line 1, column 1: It is empty.")]
    public async Task A_wrong_template_is_refused_with_its_place(string part, string source, string error)
    {
        var body = Body("Subject", "Text", "<p>Text</p>");
        body[part] = source;

        foreach (var refused in new[] { await PutAsync(Recovery, body, "*"), await PostAsync($"{Recovery}/preview", body) })
        {
            Assert.Equal((422, "template_invalid"), (refused.Status, refused.Member("code")));
            Assert.Equal(error, (string)refused.Json["errors"]![part]![0]!);
        }

        Assert.DoesNotContain(await _api.StreamsAsync(), stream => stream.StartsWith("mailtemplate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_template_of_64_kilobytes_or_more_is_refused()
    {
        Assert.Equal("template_invalid", (await PutAsync(Recovery, Body("a", new string('x', 70_000), "c"), "*")).Member("code"));
        Assert.Equal(413, (await PutAsync(Recovery, Body("a", new string('x', 1_000_000), "c"), "*")).Status);
    }

    [Theory]
    [InlineData("/brand/templates/nothing/en")]
    [InlineData("/brand/templates/recovery/klingon")]
    [InlineData("/brand/templates/RECOVERY/en")]
    public async Task An_unknown_template_is_not_found(string path)
    {
        Assert.Equal(404, (await _api.GetAsync(await _api.AdminAsync(), path)).Status);
        Assert.Equal(404, (await PutAsync(path, Body("a", "b", "c"), "*")).Status);
        Assert.Equal(404, (await PostAsync($"{path}/test", null)).Status);
    }

    [Fact]
    public async Task A_preview_and_a_test_show_sample_values_to_the_caller_alone()
    {
        await PutAsync("/brand/templates/confirmed/de", Body("Termin am {{ date }}", "Hallo {{ name }}: {{ when }} {{ action_url }}", "<p>{{ service }}</p>"), "*");

        var shown = await PostAsync("/brand/templates/confirmed/de/preview", new() { ["subject"] = "Neu am {{ date }}" });
        Assert.Equal("Neu am Montag, 13. Mai 2030, 14:30 Uhr", shown.Member("subject"));
        Assert.Equal($"Hallo Administrator: Montag, 13. Mai 2030, 14:30 Uhr, Europe/Berlin (UTC+2) {RunningApi.Issuer}/manage?token=sample", shown.Member("text"));

        Assert.Equal(200, (await PostAsync("/brand/templates/confirmed/de/test", null)).Status);
        var mail = (await _api.WaitForMailsAsync(RunningApi.AdminEmail, 1)).Single();
        Assert.Equal(("Termin am Montag, 13. Mai 2030, 14:30 Uhr", "de"), (mail.Subject, mail.Body!.Headers["Content-Language"]));
        Assert.Single(Directory.GetFiles(Path.Combine(_api.DataFolder(), "mail")));
    }

    [Theory]
    [InlineData("confirmed", true, false, false)]
    [InlineData("rescheduled", true, true, false)]
    [InlineData("cancelled", true, false, true)]
    [InlineData("recovery", false, false, false)]
    public async Task A_preview_has_the_values_of_its_kind_alone(string kind, bool hasService, bool hasFormerTime, bool hasReason)
    {
        var text = (await PostAsync($"/brand/templates/{kind}/en/preview", [])).Member("text");

        Assert.Equal(
            (hasService, hasFormerTime, hasReason),
            (text.Contains("Haircut", StringComparison.Ordinal), text.Contains("12 May", StringComparison.Ordinal), text.Contains("ill", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_language_of_the_tenants_own_is_used_before_others()
    {
        await PutAsync(Recovery.Replace("/en", "/nl", StringComparison.Ordinal), Body("Nieuw wachtwoord", "{{ action_url }}", "<p>{{ name }}</p>"), "*");
        var person = await _api.NewPersonAsync();
        await _api.SendAsync(Call.PutJson("/users/me", """{"full_name":"Ada","locale":"nl-be"}""") with { Token = person.Token });

        await _api.RecoverAsync(person.Email);

        var mail = (await _api.WaitForMailsAsync(person.Email, 1)).Single();
        Assert.Equal(("Nieuw wachtwoord", "nl-BE"), (mail.Subject, mail.Body!.Headers["Content-Language"]));
    }

    private static JsonObject Body(string subject, string text, string html) => new() { ["subject"] = subject, ["text"] = text, ["html"] = html };

    private async Task<Answer> PutAsync(string path, JsonObject body, string? ifMatch) => await _api.PutAsync(await _api.AdminAsync(), path, body, ifMatch);

    private async Task<Answer> PostAsync(string path, JsonObject? body) => await _api.SendAsync(
        (body is null ? Call.Post(path) : Call.PostJson(path, body.ToJsonString())) with { Token = (await _api.AdminAsync()).Token });
}
