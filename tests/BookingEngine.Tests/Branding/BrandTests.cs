using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Branding;

public sealed class BrandTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Everyone_reads_the_public_part_and_administrators_all()
    {
        var unset = await _api.SendAsync(Call.Get("/brand"));
        Assert.Equal((200, "\"0\"", true), (unset.Status, unset.Header("ETag"), unset.Json.All(member => member.Value is null || (member.Key is "booking" or "proof_of_work" && (string)member.Value! == "off"))));

        var changed = await _api.PutBrandAsync(BrandCalls.Complete, "\"0\"");
        Assert.Equal((200, "\"1\""), (changed.Status, changed.Header("ETag")));

        var shown = await _api.SendAsync(Call.Get("/brand"));
        Assert.Equal(
            ["display_name", "colours", "locale", "support_email", "website", "privacy_url", "imprint_url", "public_url", "logo", "booking", "proof_of_work"],
            shown.Json.Select(member => member.Key));
        Assert.Equal(("#1f4fd8", "de-AT", "\"1\""), ((string)shown.Json["colours"]!["primary"]!, shown.Member("locale"), shown.Header("ETag")));
        Assert.Equal(shown.Text, (await _api.GetAsync(await _api.NewPersonAsync(), "/brand")).Text);
        var complete = await _api.GetAsync(await _api.AdminAsync(), "/brand");
        Assert.Equal(changed.Text, complete.Text);
        Assert.Equal(("Salon Mitte, Berlin", "answers@salon.example"), (complete.Member("sender_name"), complete.Member("reply_to")));
        Assert.Equal((true, false), ((bool)complete.Json["mails"]!["confirmed"]!, (bool)complete.Json["mails"]!["hold_ending"]!));
        (await _api.SendAsync(Call.Get("/brand") with { Token = "wrong" })).AssertIsUnauthorized();
        (await _api.SendAsync(Call.Get("/brand") with { Key = null })).AssertProblem(403, "invalid_api_key", "Invalid or missing API Key");
    }

    [Fact]
    public async Task A_change_needs_the_current_etag_and_is_in_the_history()
    {
        Assert.Equal(200, (await _api.PutBrandAsync(BrandCalls.Complete, "\"0\"")).Status);
        (await _api.PutBrandAsync(BrandCalls.Complete, "\"0\"")).AssertProblem(
            412, "stale_version", "The object has changed since you read it. Read it again and send its new ETag as If-Match.");
        var admin = await _api.AdminAsync();
        Assert.Equal(428, (await _api.SendAsync(Call.PutJson("/brand", "{}") with { Token = admin.Token })).Status);
        Assert.Equal("\"1\"", (await _api.PutBrandAsync(BrandCalls.Complete, "\"1\"")).Header("ETag"));
        Assert.Equal("\"2\"", (await _api.PutBrandAsync([], "\"1\"")).Header("ETag"));

        var history = (await _api.GetAsync(admin, "/brand/history")).Json["entries"]!.AsArray();
        Assert.Equal(["Salon Mitte", null], history.Select(entry => (string?)entry!["definition"]!["display_name"]));
        Assert.All(history, entry => Assert.Equal($"{admin.Id}", (string)entry!["by"]!));
    }

    [Fact]
    public async Task A_reset_field_is_neutral_again_and_a_switch_keeps_its_instant()
    {
        await _api.PutBrandAsync(new() { ["mails"] = new JsonObject { ["deactivated"] = false } });
        _api.Clock.Advance(TimeSpan.FromHours(1));
        await _api.PutBrandAsync(new() { ["display_name"] = "Salon", ["mails"] = new JsonObject { ["deactivated"] = false } });
        var kept = (await _api.EventsAsync("brand-tenant"))[1].Json;
        Assert.Contains("""{"kind":"deactivated","is_on":false,"since":"2030-05-01T12:00:00Z"}""", kept, StringComparison.Ordinal);

        var reset = await _api.PutBrandAsync([]);

        Assert.Equal(((string?)null, true), ((string?)reset.Json["display_name"], (bool)reset.Json["mails"]!["deactivated"]!));
        Assert.Contains("""{"kind":"deactivated","is_on":true,"since":"2030-05-01T13:00:00Z"}""", (await _api.EventsAsync("brand-tenant"))[2].Json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("colours", """{"primary":"#1f4fd8","background":"#ffffff","text":"#aaaaaa"}""", "colours.text")]
    [InlineData("colours", """{"primary":"#ffff00","background":"#ffffff","text":"#000000"}""", "colours.primary")]
    [InlineData("colours", """{"primary":"red","background":"#ffffff","text":"#000000"}""", "colours.primary")]
    [InlineData("colours", """{"primary":"#1f4fd8;}</style><script>","background":"#ffffff","text":"#000000"}""", "colours.primary")]
    [InlineData("colours", """{"primary":"#1f4fd8"}""", "colours.background")]
    [InlineData("display_name", "\"Salon\\r\\nBcc: eve@example.com\"", "display_name")]
    [InlineData("display_name", "\" \"", "display_name")]
    [InlineData("sender_name", "\"\\u202eSalon\"", "sender_name")]
    [InlineData("support_email", "\"hello@salon.example\\r\\nBcc: eve@example.com\"", "support_email")]
    [InlineData("reply_to", "\"Salon <hello@salon.example>\"", "reply_to")]
    [InlineData("locale", "\"klingon\"", "locale")]
    [InlineData("locale", "\"de_DE\"", "locale")]
    [InlineData("website", "\"javascript:alert(1)\"", "website")]
    [InlineData("website", "\"http://salon.example\"", "website")]
    [InlineData("privacy_url", "\"https://salon.example/\\\"><script>\"", "privacy_url")]
    [InlineData("imprint_url", "\"https://eve@salon.example/\"", "imprint_url")]
    [InlineData("imprint_url", "\"/imprint\"", "imprint_url")]
    [InlineData("public_url", "\"https://salon.example/?a=1\"", "public_url")]
    [InlineData("mails", """{"welcome":"no"}""", "mails.welcome")]
    [InlineData("booking", "\"sometimes\"", "booking")]
    [InlineData("proof_of_work", "\"sometimes\"", "proof_of_work")]
    [InlineData("embed_origins", """["https://salon.example/page"]""", "embed_origins[0]")]
    [InlineData("embed_origins", """["https://*.salon.example"]""", "embed_origins[0]")]
    [InlineData("embed_origins", """["http://salon.example"]""", "embed_origins[0]")]
    [InlineData("embed_origins", """["https://Salon.example"]""", "embed_origins[0]")]
    [InlineData("embed_origins", """["https://salon.example; script-src *"]""", "embed_origins[0]")]
    [InlineData("mails", "[]", "mails")]
    [InlineData("dispaly_name", "\"Salon\"", "dispaly_name")]
    [InlineData("mails", """{"wellcome":false}""", "mails.wellcome")]
    public async Task A_wrong_value_is_refused_and_changes_nothing(string field, string json, string named)
    {
        var refused = await _api.PutBrandAsync(new() { [field] = JsonNode.Parse(json) });

        Assert.Equal(422, refused.Status);
        Assert.Contains(named, refused.Json["errors"]!.AsObject().Select(error => error.Key));
        Assert.DoesNotContain("brand-tenant", await _api.StreamsAsync());
    }

    [Fact]
    public async Task The_public_url_changes_links_and_no_token()
    {
        var before = await _api.NewPersonAsync();

        await _api.PutBrandAsync(BrandCalls.Complete);

        Assert.Equal(200, (await _api.ListAsync(before)).Status);
        var after = await _api.NewPersonAsync();
        Assert.Equal(200, (await _api.ListAsync(after)).Status);
        Assert.Equal(RunningApi.Issuer, (string)Http.Admission.Forgery.Read(after.Token).Payload["iss"]!);
    }
}
