using System.Text.Json.Nodes;

namespace BookingEngine.Tests.Webhooks;

public sealed class EndpointTests(WebhookApi api) : IClassFixture<WebhookApi>
{
    private static JsonObject WithHeaders(params (string Name, string Value)[] headers)
    {
        var body = WebhookApi.Body("booking.*");
        body["headers"] = new JsonObject(headers.Select(h => KeyValuePair.Create<string, JsonNode?>(h.Name, h.Value)));
        return body;
    }

    [Fact]
    public async Task The_secret_is_shown_once_and_header_values_never()
    {
        var created = await api.CreateAsync(WithHeaders(("Authorization", "Bearer 5up3r")));
        Assert.Equal(201, created.Status);
        Assert.StartsWith("whsec_", created.Member("secret"), StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(created.Member("secret")["whsec_".Length..]).Length);
        var id = created.Member("id");

        foreach (var path in new[] { $"/webhooks/{id}", "/webhooks", $"/webhooks/{id}/history" })
        {
            var shown = await api.GetAsync(path);
            Assert.Equal(200, shown.Status);
            Assert.DoesNotContain("whsec_", shown.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("5up3r", shown.Text, StringComparison.Ordinal);
            Assert.Contains("\"Authorization\":\"set\"", shown.Text, StringComparison.Ordinal);
        }

        foreach (var stored in await api.Api.EventsAsync("webhooks-all"))
        {
            Assert.DoesNotContain("5up3r", stored.Json, StringComparison.Ordinal);
            Assert.DoesNotContain("whsec_", stored.Json, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_change_needs_the_present_version()
    {
        var created = await api.CreateAsync(WebhookApi.Body("booking.*"));
        var (id, body) = (created.Member("id"), WebhookApi.Body("hold.*"));

        Assert.Equal(428, (await api.PutAsync(id, body, ifMatch: null)).Status);
        Assert.Equal(412, (await api.PutAsync(id, body, "\"7\"")).Status);
        var changed = await api.PutAsync(id, body, created.Header("ETag"));
        Assert.Equal((200, "\"2\""), (changed.Status, changed.Header("ETag")));
        Assert.Equal(404, (await api.PutAsync("unknown", body)).Status);
    }

    [Theory]
    [InlineData("booking.maid")]
    [InlineData("*")]
    [InlineData("booking")]
    [InlineData("booking.created ")]
    public async Task An_event_that_does_not_exist_is_refused(string name)
    {
        var refused = await api.CreateAsync(WebhookApi.Body("booking.created", name));

        Assert.Equal((422, "unknown_event"), (refused.Status, refused.Member("code")));
    }

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://u:p@hooks.example.com/")]
    [InlineData("https://hooks.example.com:22/")]
    [InlineData("https://booking.example.com/in")]
    [InlineData("https://private.example.com/in")]
    [InlineData("no address")]
    public async Task An_address_that_must_not_be_reached_is_refused_with_one_code(string url)
    {
        api.Receiver.Unreachable.Add("private.example.com");
        var body = WebhookApi.Body("booking.*");
        body["url"] = url;

        var refused = await api.CreateAsync(body);

        Assert.Equal((422, "webhook_url_refused"), (refused.Status, refused.Member("code")));
    }

    [Theory]
    [InlineData("Host", "x")]
    [InlineData("content-type", "x")]
    [InlineData("Webhook-Id", "x")]
    [InlineData("Cookie", "x")]
    [InlineData("X Name", "x")]
    [InlineData("X-Name", "a\r\nb")]
    [InlineData("X-Name", "é")]
    [InlineData("X-Name", "")]
    public async Task A_header_that_could_break_or_forge_the_request_is_refused(string name, string value) =>
        Assert.Equal(422, (await api.CreateAsync(WithHeaders((name, value)))).Status);

    [Fact]
    public async Task A_header_keeps_its_value_if_a_change_says_set()
    {
        var id = (await api.CreateAsync(WithHeaders(("X-Kept", "kept-value"), ("X-Gone", "1")))).Member("id");

        Assert.Equal(200, (await api.PutAsync(id, WithHeaders(("X-Kept", "set"), ("X-New", "2")))).Status);
        var unset = await api.PutAsync(id, WithHeaders(("X-Never", "set")));
        Assert.Equal((422, "webhook_header_unset"), (unset.Status, unset.Member("code")));
        Assert.Equal(202, (await api.PostAsync($"/webhooks/{id}/test")).Status);

        var request = await api.ReceiveAsync(r => r.Type == "webhook.test" && (string?)r.Json["data"]!["id"] == id);
        Assert.Equal(("kept-value", "2", false), (request.Headers["X-Kept"], request.Headers["X-New"], request.Headers.ContainsKey("X-Gone")));
    }

    [Fact]
    public async Task A_deleted_endpoint_is_gone_and_its_history_stays()
    {
        var id = (await api.CreateAsync(WebhookApi.Body("booking.*"))).Member("id");

        Assert.Equal(412, (await api.DeleteAsync(id, "\"2\"")).Status);
        Assert.Equal(204, (await api.DeleteAsync(id, "\"1\"")).Status);

        Assert.Equal((404, 404, 404), ((await api.GetAsync($"/webhooks/{id}")).Status, (await api.DeleteAsync(id)).Status, (await api.PostAsync($"/webhooks/{id}/test")).Status));
        Assert.DoesNotContain(id, (await api.GetAsync("/webhooks")).Text, StringComparison.Ordinal);
        var history = (await api.GetAsync($"/webhooks/{id}/history")).Json["entries"]!.AsArray();
        Assert.Equal(["created", "retired"], history.Select(e => (string)e!["change"]!));
    }

    [Fact]
    public async Task An_inactive_endpoint_gets_no_test()
    {
        var body = WebhookApi.Body("booking.*");
        body["active"] = false;
        var id = (await api.CreateAsync(body)).Member("id");

        var refused = await api.PostAsync($"/webhooks/{id}/test");

        Assert.Equal((409, "webhook_inactive"), (refused.Status, refused.Member("code")));
    }
}

public sealed class EndpointLimitTests(WebhookApi api) : IClassFixture<WebhookApi>
{
    [Fact]
    public async Task Of_many_endpoints_at_once_fifty_are_created()
    {
        await api.AdminAsync();

        var created = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => api.CreateAsync(WebhookApi.Body("user.*"))));

        Assert.Equal((50, 10), (created.Count(c => c.Status == 201), created.Count(c => c.Status == 409 && c.Member("code") == "too_many_webhooks")));
        Assert.Equal(50, (await api.GetAsync("/webhooks")).Json["webhooks"]!.AsArray().Count);
    }
}
