using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Webhooks.Deliveries;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Webhooks;

public sealed class DeliveryTests(WebhookApi api) : IClassFixture<WebhookApi>
{
    private static int _endpoints;

    private static string SignatureOf(string secret, ReceivedRequest request) => Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{request.Id}.{request.Headers["webhook-timestamp"]}.{request.Body}")));

    private async Task<(string Id, string Secret)> NewEndpointAsync(bool personal = false, params string[] events)
    {
        var body = WebhookApi.Body(events.Length == 0 ? ["booking.*"] : events);
        body["url"] = $"{WebhookApi.Url}?{Interlocked.Increment(ref _endpoints)}";
        body["include_personal"] = personal;
        var created = await api.CreateAsync(body);
        return (created.Member("id"), created.Member("secret"));
    }

    private async Task<ReceivedRequest> ReceiveAsync(string endpoint, Func<ReceivedRequest, bool> fits)
    {
        var url = (await api.GetAsync($"/webhooks/{endpoint}")).Member("url");
        return await api.ReceiveAsync(r => r.Url.AbsoluteUri == url && fits(r));
    }

    [Fact]
    public async Task A_booking_is_sent_signed_and_without_personal_data()
    {
        var (id, secret) = await NewEndpointAsync();
        var person = await api.Api.NewPersonAsync();
        var booked = await api.BookAsync(person, new JsonObject { ["notes"] = "Mind the dog" });

        var request = await ReceiveAsync(id, r => r.Body.Contains(booked.Member("id"), StringComparison.Ordinal));

        Assert.Equal($"v1,{SignatureOf(secret, request)}", request.Headers["webhook-signature"]);
        Assert.Equal(("booking.created", "booking.v1", 1L, request.Id), (request.Type, (string)request.Json["schema"]!, request.Sequence, (string)request.Json["id"]!));
        Assert.DoesNotContain('.', request.Id);
        Assert.Equal(booked.Member("slot"), (string)request.Json["data"]!["slot"]!);
        Assert.DoesNotContain("Mind the dog", request.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("notes", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_personal_data_the_texts_are_in_it()
    {
        var (id, _) = await NewEndpointAsync(personal: true);
        var booked = await api.BookAsync(await api.AdminAsync(), new JsonObject
        {
            ["notes"] = "Mind the cat",
            ["guest"] = new JsonObject { ["name"] = "Grace", ["email"] = People.NewAddress(), ["phone"] = "+49 30 1" },
        });

        var data = (await ReceiveAsync(id, r => r.Body.Contains(booked.Member("id"), StringComparison.Ordinal))).Json["data"]!;

        Assert.Equal(("Mind the cat", "Grace"), ((string?)data["notes"], (string?)data["guest"]!["name"]));
    }

    [Fact]
    public async Task A_cancellation_comes_second_with_what_changed()
    {
        var (id, _) = await NewEndpointAsync();
        var person = await api.Api.NewPersonAsync();
        var booked = await api.BookAsync(person);
        Assert.Equal(200, (await api.Api.PostAsync(person, $"/bookings/{booked.Member("id")}/cancel", [])).Status);

        var request = await ReceiveAsync(id, r => r.Type == "booking.cancelled" && r.Body.Contains(booked.Member("id"), StringComparison.Ordinal));

        Assert.Equal((2L, "cancelled", """{"status":"confirmed"}"""), (request.Sequence, (string)request.Json["data"]!["status"]!, request.Json["previous"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_log_shows_attempts_and_a_resend_has_the_same_id()
    {
        var (id, _) = await NewEndpointAsync();
        var (failed, url) = (0, (await api.GetAsync($"/webhooks/{id}")).Member("url"));
        api.Receiver.Answer = r => r.Url.AbsoluteUri == url && failed++ == 0 ? FakeReceiver.Status(500, "not now") : FakeReceiver.Ok;
        var booked = await api.BookAsync(await api.Api.NewPersonAsync());
        var first = await ReceiveAsync(id, r => r.Body.Contains(booked.Member("id"), StringComparison.Ordinal));
        await api.WaitAsync(async () => (await DeliveriesAsync(id))[0]!["attempts"]!.AsArray().Count == 1);
        api.Api.Clock.Advance(TimeSpan.FromSeconds(10));
        await api.WaitAsync(async () => (string)(await DeliveriesAsync(id))[0]!["status"]! == "delivered");

        Assert.Equal(202, (await api.PostAsync($"/webhooks/{id}/deliveries/{first.Id}/resend")).Status);

        await api.WaitAsync(async () => (await DeliveriesAsync(id))[0]!["attempts"]!.AsArray().Count == 3);
        var shown = (await DeliveriesAsync(id))[0]!;
        Assert.Equal(["500", "200", "200"], shown["attempts"]!.AsArray().Select(a => $"{a!["status"]}"));
        Assert.Equal(("not now", first.Id, true), ((string)shown["attempts"]![0]!["answer"]!, (string)shown["id"]!, (bool)shown["resent"]!));
        Assert.Equal(404, (await api.PostAsync($"/webhooks/{id}/deliveries/evt_0-0/resend")).Status);
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_sign_until_the_overlap_ends()
    {
        var (id, former) = await NewEndpointAsync();
        var rotated = await api.PostAsync($"/webhooks/{id}/rotate-secret", new JsonObject { ["overlap_hours"] = 1 });
        Assert.NotEqual(former, rotated.Member("secret"));
        var both = await TestAsync(id, 1);
        Assert.Equal([$"v1,{SignatureOf(rotated.Member("secret"), both)}", $"v1,{SignatureOf(former, both)}"], both.Headers["webhook-signature"].Split(' '));

        api.Api.Clock.Advance(TimeSpan.FromMinutes(61));

        var one = await TestAsync(id, 2);
        Assert.Equal($"v1,{SignatureOf(rotated.Member("secret"), one)}", one.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task An_answer_of_410_disables_the_endpoint_at_once()
    {
        var (id, _) = await NewEndpointAsync(personal: false, "hold.*");
        api.Receiver.Answer = r => r.Body.Contains(id, StringComparison.Ordinal) ? FakeReceiver.Status(410) : FakeReceiver.Ok;
        await api.PostAsync($"/webhooks/{id}/test");

        await api.WaitAsync(async () => !(bool)(await api.GetAsync($"/webhooks/{id}")).Json["active"]!);

        Assert.Equal("It answered 410 Gone.", (await api.GetAsync($"/webhooks/{id}")).Member("disabled_because"));
        Assert.Equal(409, (await api.PostAsync($"/webhooks/{id}/test")).Status);
    }

    [Fact]
    public async Task After_an_erasure_neither_log_nor_resend_has_what_the_person_wrote()
    {
        const string Marker = "xylophone-of-grace";
        var (id, _) = await NewEndpointAsync(personal: true);
        api.Receiver.Answer = r => FakeReceiver.Status(200, r.Body);
        var admin = await api.AdminAsync();
        var booked = await api.BookAsync(admin, new JsonObject { ["notes"] = Marker, ["guest"] = new JsonObject { ["name"] = "Grace", ["email"] = People.NewAddress() } });
        var sent = await ReceiveAsync(id, r => r.Body.Contains(Marker, StringComparison.Ordinal));
        await api.WaitAsync(async () => (string)(await DeliveriesAsync(id))[0]!["status"]! == "delivered");
        Assert.Contains(Marker, (await DeliveriesAsync(id)).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, await StoredAnswersAsync(id), StringComparison.Ordinal);

        Assert.Equal(204, (await api.Api.SendAsync(new Call("DELETE", $"/users/{booked.Member("user_id")}") { Token = admin.Token })).Status);

        Assert.DoesNotContain(Marker, (await DeliveriesAsync(id)).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(202, (await api.PostAsync($"/webhooks/{id}/deliveries/{sent.Id}/resend")).Status);
        var again = await ReceiveAsync(id, r => r.Id == sent.Id && !r.Body.Contains(Marker, StringComparison.Ordinal));
        Assert.True((bool)again.Json["data"]!["erased"]!);
    }

    private async Task<string> StoredAnswersAsync(string id)
    {
        var stored = await api.Api.Services.GetRequiredService<IWebhookDeliveries>().ListAsync(id, new(null, null, null), null, 10, CancellationToken.None);
        return string.Join('\n', stored.Select(StoredWebhookProgress.Write));
    }

    private async Task<JsonArray> DeliveriesAsync(string id) => (await api.GetAsync($"/webhooks/{id}/deliveries")).Json["deliveries"]!.AsArray();

    private async Task<ReceivedRequest> TestAsync(string id, long sequence)
    {
        Assert.Equal(202, (await api.PostAsync($"/webhooks/{id}/test")).Status);
        return await ReceiveAsync(id, r => r.Type == "webhook.test" && r.Sequence == sequence);
    }
}
