using System.Text.Json.Nodes;
using BookingEngine.Branding.Logos;
using BookingEngine.Functions.Docs;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Branding;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Webhooks;
using BookingEngine.Users;

namespace BookingEngine.Tests.Security;

/// <summary>Every route in a row, with another row for each case with other rights. The owner's data is on the first chair.</summary>
internal static class MatrixRows
{
    private const string Year = "from=2031-01-01&to=2031-03-01";

    public static IReadOnlyList<MatrixRow> All { get; } = [.. Auth, .. Bookings, .. MatrixWaitlist.Rows, .. Guests, .. MatrixVisitors.Rows, .. Catalogue, .. Brand, .. Users, .. Webhooks, .. Pages, .. MatrixSessionPages.Rows, .. MatrixAccountPages.Rows];

    private static MatrixRow[] Auth =>
    [
        new("POST /auth/logout", async (s, a) => Call.Post("/auth/logout") with { Token = (await s.SignInAsync(a.Person))?.Member("access_token") }),
        MatrixRow.Post("/auth/recover-password", _ => new() { ["email"] = "nobody@example.com" }),
        MatrixRow.PostWith(
            "/auth/refresh", async s => new() { ["refresh_token"] = (await s.SignInAsync(s.Owner))!.Member("refresh_token") }) with { Case = "with its token" },
        MatrixRow.Post(
            "/auth/register", _ => new() { ["email"] = People.NewAddress(), ["password"] = People.Password, ["full_name"] = "Eve" }),
        MatrixRow.PostWith(
            "/auth/reset-password",
            async s => new() { ["token"] = await s.LinkAsync(LinkPurpose.ResetPassword), ["new_password"] = People.Password }) with { Case = "with its token" },
        MatrixRow.PostForm(
            "/auth/token",
            s => Task.FromResult<(string, string)[]>([("username", s.Owner.Email), ("password", People.Password)])) with { Case = "with the password" },
    ];

    private static MatrixRow[] Bookings =>
    [
        MatrixRow.Get($"/availability?service_id=cut&{Year}", "/availability"),
        MatrixRow.Get("/availability/next?service_id=cut", "/availability/next"),
        MatrixRow.Get("/bookings") with { Case = "one's own, the owner's in it", ExpectedText = s => s.ExistingBooking },
        MatrixRow.Get("/bookings?scope=all", "/bookings") with { Case = "`scope=all`", ExpectedText = s => s.ExistingBooking },
        new("GET /bookings", (s, _) => Task.FromResult(Call.Get($"/bookings?user_id={s.Owner.Id}"))) { Case = "the owner's by `user_id`", ExpectedText = s => s.ExistingBooking },
        MatrixRow.Get("/bookings?resource_id=chair-1", "/bookings") with { Case = "by `resource_id`", ExpectedText = s => s.ExistingBooking },
        MatrixRow.Get("/bookings?scope=all&format=csv", "/bookings") with { Case = "`scope=all` as a table", ExpectedText = s => s.ExistingBooking },
        MatrixRow.Post("/bookings", s => s.BookingBody()) with { Case = "for oneself" },
        MatrixRow.PostWith("/bookings", async s => new() { ["hold_id"] = await s.NewHoldAsync() }) with { Case = "by the owner's hold" },
        MatrixRow.Post("/bookings", s => Overriding(s.BookingBody())) with { Case = "`override`" },
        MatrixRow.Post("/bookings", s => Overriding(To(null, s.BookingBody()))) with { Case = "`override`, whichever of both resources" },
        MatrixRow.Post("/bookings", s => SalonFixture.With(s.BookingBody(), ("guest", new JsonObject { ["name"] = "Grace" }))) with { Case = "for a guest" },
        MatrixRow.Get("/bookings?rezone_conflict=true", "/bookings") with { Case = "`rezone_conflict`" },
        MatrixRow.Post("/bookings/series", s => s.SeriesBody()) with { Case = "for oneself" },
        MatrixRow.Post("/bookings/series", s => SalonFixture.With(s.SeriesBody(), ("guest", new JsonObject { ["name"] = "Grace" }))) with { Case = "for a guest" },
        MatrixRow.Post("/bookings/series", s => Overriding(s.SeriesBody())) with { Case = "`override`" },
        new("GET /bookings/{id}", (s, _) => Task.FromResult(Call.Get($"/bookings/{s.ExistingBooking}"))),
        MatrixRow.PostTo("/bookings/{id}/approve", s => s.NewBookingAsync("asked")),
        MatrixRow.PostTo("/bookings/{id}/cancel", s => s.NewBookingAsync()),
        MatrixRow.PostTo("/bookings/{id}/cancel", s => s.NewSeriesAsync(), _ => new() { ["scope"] = "all" }) with { Case = "a series" },
        MatrixRow.PostTo("/bookings/{id}/complete", s => s.StartedBookingAsync()),
        MatrixRow.PostTo("/bookings/{id}/decline", s => s.NewBookingAsync("asked")),
        MatrixRow.PostTo("/bookings/{id}/end", s => s.StartedBookingAsync(), s => new() { ["end"] = s.EndOfStarted }),
        new("GET /bookings/{id}/history", (s, _) => Task.FromResult(Call.Get($"/bookings/{s.ExistingBooking}/history"))),
        MatrixRow.PostTo("/bookings/{id}/manage-link", s => s.NewGuestBookingAsync()) with { Case = "a guest's" },
        MatrixRow.PostTo("/bookings/{id}/manage-link", s => s.NewBookingAsync()) with { Case = "the owner's" },
        MatrixRow.Delete("/bookings/{id}/manage-link", (s, _) => s.NewBookingAsync()),
        MatrixRow.PostTo("/bookings/{id}/no-show", s => s.StartedBookingAsync()),
        Reschedule(Later),
        Reschedule(s => To("chair-2", Later(s))) with { Case = "to the other resource" },
        Reschedule(s => Overriding(Later(s))) with { Case = "`override`" },
        Reschedule(s => Overriding(To("chair-2", Later(s)))) with { Case = "`override`, to the other resource" },
        MatrixRow.Post("/holds", s => s.BookingBody()) with { Case = "for oneself" },
        MatrixRow.Delete("/holds/{id}", (s, _) => s.NewHoldAsync()) with { Case = "the owner's" },
    ];

    private static MatrixRow[] Catalogue =>
    [
        MatrixRow.Get("/locations"),
        MatrixRow.Post("/locations", _ => CatalogueCalls.Location(CatalogueCalls.NewId())),
        MatrixRow.Get("/locations/default", "/locations/{id}"),
        MatrixRow.Put("/locations/default", CatalogueCalls.Location(), "/locations/{id}"),
        new("POST /locations/{id}/closures", (_, _) => Task.FromResult(Call.PutJson("/locations/default/closures", CatalogueCalls.Holidays().ToJsonString(), "*") with { Method = "POST" })),
        MatrixRow.Get("/locations/default/history", "/locations/{id}/history"),
        MatrixRow.Get("/resources") with { Case = "those offered", ExpectedText = _ => "chair-1" },
        MatrixRow.Get("/resources") with { Case = "those retired", ExpectedText = _ => "old-chair" },
        MatrixRow.Post("/resources", _ => CatalogueCalls.Resource(CatalogueCalls.NewId())),
        MatrixRow.Get("/resources/chair-1", "/resources/{id}"),
        MatrixRow.Get("/resources/old-chair", "/resources/{id}") with { Case = "retired" },
        MatrixRow.Put("/resources/chair-1", CatalogueCalls.OpenRoundTheClock("chair-1"), "/resources/{id}"),
        MatrixRow.Put("/resources/chair-1", BlockedIn2041(), "/resources/{id}") with { Case = "its time off alone" },
        MatrixRow.Get($"/resources/chair-1/calendar?{Year}", "/resources/{id}/calendar"),
        MatrixRow.Get("/resources/chair-1/external-calendars", "/resources/{id}/external-calendars"),
        MatrixRow.Put("/resources/chair-1/external-calendars", new() { ["calendars"] = new JsonArray() }, "/resources/{id}/external-calendars"),
        MatrixRow.Get("/resources/chair-1/feeds", "/resources/{id}/feeds"),
        MatrixRow.PostTo("/resources/{id}/feeds", _ => Task.FromResult("chair-1")),
        MatrixRow.Get("/resources/chair-1/history", "/resources/{id}/history"),
        MatrixRow.Get("/services") with { Case = "those offered", ExpectedText = _ => "quick" },
        MatrixRow.Get("/services") with { Case = "those retired", ExpectedText = _ => "old-cut" },
        MatrixRow.Post("/services", _ => CatalogueCalls.Service(CatalogueCalls.NewId())),
        MatrixRow.Get("/services/cut", "/services/{id}"),
        MatrixRow.Get("/services/old-cut", "/services/{id}") with { Case = "retired" },
        MatrixRow.Put("/services/default", CatalogueCalls.Service("default"), "/services/{id}"),
        MatrixRow.Get("/services/cut/history", "/services/{id}/history"),
    ];

    private static MatrixRow[] Brand =>
    [
        MatrixRow.Get("/brand") with { Case = "the public part" },
        MatrixRow.Put("/brand", new() { ["sender_name"] = "Salon of the matrix", ["booking"] = "open" }),
        MatrixRow.Get("/brand") with { Case = "the sender's name", ExpectedText = _ => "Salon of the matrix" },
        MatrixRow.Get("/brand/history"),
        new("PUT /brand/logo", (_, _) => Task.FromResult(Call.PostBytes("/brand/logo", BrandCalls.Png(1, 1), null) with { Method = "PUT", Headers = [("If-Match", "*")] })),
        MatrixRow.Get($"/brand/logo/{LogoFile.HashOf(BrandCalls.Png(1, 1))}", "/brand/logo/{hash}"),
        MatrixRow.Get("/brand/templates/confirmed/de", "/brand/templates/{kind}/{locale}"),
        MatrixRow.Put(
            "/brand/templates/confirmed/nl", new() { ["subject"] = "Afspraak", ["text"] = "Dag {{ name }}", ["html"] = "<p>Dag {{ name }}</p>" },
            "/brand/templates/{kind}/{locale}"),
        new("DELETE /brand/templates/{kind}/{locale}", (_, _) => Task.FromResult(new Call("DELETE", "/brand/templates/confirmed/nl") { Headers = [("If-Match", "*")] })),
        new("POST /brand/templates/{kind}/{locale}/preview", (_, _) => Task.FromResult(Call.Post("/brand/templates/confirmed/de/preview"))),
        new("POST /brand/templates/{kind}/{locale}/test", (_, _) => Task.FromResult(Call.Post("/brand/templates/confirmed/de/test"))),
        new("DELETE /brand/logo", (_, _) => Task.FromResult(new Call("DELETE", "/brand/logo") { Headers = [("If-Match", "*")] })),
    ];

    private static MatrixRow[] Webhooks =>
    [
        MatrixRow.Get("/events"),
        MatrixRow.Get("/webhooks"),
        MatrixRow.Post("/webhooks", _ => Webhook()),
        new("GET /webhooks/{id}", async (s, _) => Call.Get($"/webhooks/{await s.WebhookAsync()}")),
        new("PUT /webhooks/{id}", async (s, _) => Call.PutJson($"/webhooks/{await s.WebhookAsync()}", Webhook().ToJsonString()) with { Headers = [("If-Match", "*")] }),
        new("DELETE /webhooks/{id}", async (s, _) => new Call("DELETE", $"/webhooks/{await s.NewWebhookAsync()}") { Headers = [("If-Match", "*")] }),
        new("GET /webhooks/{id}/history", async (s, _) => Call.Get($"/webhooks/{await s.WebhookAsync()}/history")),
        new("POST /webhooks/{id}/rotate-secret", async (s, _) => Call.Post($"/webhooks/{await s.WebhookAsync()}/rotate-secret")),
        new("POST /webhooks/{id}/test", async (s, _) => Call.Post($"/webhooks/{await s.WebhookAsync()}/test")),
        new("GET /webhooks/{id}/deliveries", async (s, _) => Call.Get($"/webhooks/{await s.WebhookAsync()}/deliveries")),
        new("POST /webhooks/{id}/resend", async (s, _) => Call.Post($"/webhooks/{await s.WebhookAsync()}/resend?since=2030-01-01T00:00:00Z")),
        new("POST /webhooks/{id}/deliveries/{delivery}/resend", async (s, _) => Call.Post($"/webhooks/{await s.WebhookAsync()}/deliveries/evt_0-0/resend")) { Case = "that does not exist" },
    ];

    private static JsonObject Webhook() => WebhookApi.Body("webhook.disabled");

    private static MatrixRow[] Guests =>
    [
        new("GET /manage", async (s, _) => Call.Get($"/manage?token={await s.ManageTokenAsync()}")) { Case = "with its link" },
        MatrixRow.PostForm("/manage", async s => [("token", await s.ManageTokenAsync())]) with { Case = "with its link" },
        new("GET /manage/entry", async (s, _) => Call.Get($"/manage/entry?token={await s.ManageTokenAsync()}")) { Case = "with its link" },
        MatrixRow.PostForm("/manage/erase", async s => [("token", await s.MailedGuestTokenAsync())]) with { Case = "with its link" },
        MatrixRow.PostForm("/manage/export", async s => [("token", await s.MailedGuestTokenAsync())]) with { Case = "with its link" },
        new("GET /manage/booking", async (s, _) => Call.Get("/manage/booking") with { Token = await s.ManageTokenAsync() }) { Case = "with its link" },
        MatrixRow.Get("/manage/booking") with { Case = "with an access token" },
        new("POST /manage/booking/cancel", async (s, _) => Call.Post("/manage/booking/cancel") with { Token = await s.ManageTokenAsync() }) { Case = "with its link" },
        new("POST /manage/booking/erase", async (s, _) => Call.Post("/manage/booking/erase") with { Token = await s.MailedGuestTokenAsync() }) { Case = "with its link" },
        new("POST /manage/booking/export", async (s, _) => Call.Post("/manage/booking/export") with { Token = await s.MailedGuestTokenAsync() }) { Case = "with its link" },
        new("POST /manage/booking/reschedule", async (s, _) => Call.PostJson("/manage/booking/reschedule", Later(s).ToJsonString()) with { Token = await s.ManageTokenAsync() }) { Case = "with its link" },
    ];

    private static MatrixRow[] Users =>
    [
        MatrixRow.Get("/audit"),
        MatrixRow.Get("/users"),
        new("DELETE /users/me", async (s, a) => Erase(await s.NewLikeAsync(a))) { Case = "one's own" },
        MatrixRow.Get("/users/me") with { Case = "one's own" },
        MatrixRow.Put("/users/me", new() { ["full_name"] = "Ada" }) with { Case = "one's own" },
        new("PUT /users/me/email", (_, a) => Task.FromResult(Call.PutJson("/users/me/email", Address(a.Person)))) { Case = "one's own" },
        MatrixRow.Get("/users/me/export") with { Case = "one's own" },
        MatrixRow.Get("/users/me/feeds") with { Case = "one's own" },
        new("POST /users/me/feeds", (_, _) => Task.FromResult(Call.Post("/users/me/feeds"))) { Case = "one's own" },
        MatrixRow.Delete("/feeds/{id}", async (s, _) => (await s.NewFeedAsync(s.Owner, "/users/me/feeds")).Id) with { Case = "the owner's" },
        MatrixRow.Delete("/feeds/{id}", async (s, _) => (await s.NewFeedAsync(s.Callers[2].Person!, "/resources/chair-1/feeds")).Id) with { Case = "of the resource, by its staff" },
        new("PUT /users/me/password", (_, a) => Task.FromResult(Call.PutJson("/users/me/password", Passwords(a.Person)))) { Case = "one's own" },
        MatrixRow.Post("/users/me/second-factor", _ => new() { ["password"] = "wrong horse" }) with { Case = "one's own, with a wrong password" },
        MatrixRow.Post("/users/me/second-factor/confirm", _ => new() { ["otp"] = "000000" }) with { Case = "one's own, that was not begun" },
        new("DELETE /users/me/second-factor", (_, _) => Task.FromResult(
            Call.PostJson("/users/me/second-factor", """{"password":"wrong horse","otp":"000000"}""") with { Method = "DELETE" })) { Case = "one's own, that is not set up" },
        MatrixRow.Get("/users/me/sessions") with { Case = "one's own" },
        MatrixRow.Delete("/users/me/sessions/{id}", (s, a) => s.SessionAsync(a.Person)) with { Case = "one's own" },
        MatrixRow.Delete("/users/me/sessions/{id}", (s, _) => s.SessionAsync(s.Owner)) with { Case = "the owner's" },
        MatrixRow.Delete("/users/{id}", async (s, _) => $"{(await s.Api.NewPersonAsync()).Id}"),
        MatrixRow.Delete("/users/{id}", async (s, _) => (await s.BookGuestAsync()).Member("user_id")) with { Case = "a guest" },
        new("GET /users/{id}", (s, _) => Task.FromResult(Call.Get($"/users/{s.Owner.Id}"))) { Case = "the owner" },
        MatrixRow.PostTo("/users/{id}/deactivate", s => Task.FromResult($"{s.Bystander.Id}")),
        MatrixRow.PostTo("/users/{id}/reactivate", s => Task.FromResult($"{s.Bystander.Id}")),
        new("PUT /users/{id}/second-factor", (s, _) => Task.FromResult(Call.PutJson($"/users/{s.Bystander.Id}/second-factor", """{"exempt":true}"""))),
        MatrixRow.Delete("/users/{id}/second-factor", (s, _) => Task.FromResult($"{s.Bystander.Id}")),
        PutRole((s, _) => s.Bystander, """{"role":"staff","resource_ids":["chair-2"]}"""),
        PutRole((s, a) => a.Person ?? s.Owner, """{"role":"admin"}""") with { Case = "`admin` for oneself" },
    ];

    private static MatrixRow[] Pages =>
    [
        MatrixRow.Get("/book"),
        new("GET /book/step/details", async (s, _) => Call.Get($"/book/step/details?service=cut&slot=2031-01-01T00:00:00Z&hold={await s.VisitorHoldAsync()}")) { Case = "with a hold's token" },
        MatrixRow.PostForm("/book/step/details", async s => [("service", "cut"), ("slot", s.NewSlot()), ("hold", await s.VisitorHoldAsync()), ("name", "Grace"), ("email", People.NewAddress())]) with { Case = "with a hold's token" },
        MatrixRow.Get("/book/step/done"),
        MatrixRow.PostForm("/book/step/hold", s => Task.FromResult<(string, string)[]>([("service", "cut"), ("with", "chair-1"), ("slot", s.NewSlot())])),
        MatrixRow.Get("/book/cut", "/book/{service}"),
        MatrixRow.Get("/confirm-booking?token=x", "/confirm-booking") with { Case = "without its token" },
        MatrixRow.PostForm("/confirm-booking", s => Task.FromResult<(string, string)[]>([("token", "x")])) with { Case = "without its token" },
        MatrixRow.Get("/change-email?token=x", "/change-email"),
        MatrixRow.PostForm("/change-email", async s => [("token", await s.LinkAsync(LinkPurpose.ChangeEmail)), ("password", People.Password)]) with { Case = "with its token" },
        MatrixRow.Get("/docs"),
        MatrixRow.Get(DocsAssets.PathOf("docs.css"), "/docs/assets/{name}"),
        MatrixRow.Get("/embed.js"),
        MatrixRow.Get("/erase-data?token=x", "/erase-data"),
        MatrixRow.PostForm("/erase-data", async s => [("token", await s.GuestTokenAsync(LinkPurpose.EraseGuest))]) with { Case = "with its token" },
        MatrixRow.Get("/export-data?token=x", "/export-data"),
        MatrixRow.PostForm("/export-data", async s => [("token", await s.GuestTokenAsync(LinkPurpose.ExportGuest))]) with { Case = "with its token" },
        new("GET /feeds/{id}", async (s, _) => Call.Get((await s.NewFeedAsync(s.Owner, "/users/me/feeds")).Path)) { Case = "with its secret" },
        MatrixRow.Get("/health/live"),
        MatrixRow.Get("/health/ready"),
        MatrixRow.Get("/openapi.json"),
        MatrixRow.Get("/redoc"),
        new("GET /reminders", (s, _) => Task.FromResult(Call.Get($"/reminders?token={s.ReminderToken}"))) { Case = "with its token" },
        MatrixRow.PostForm("/reminders", s => Task.FromResult<(string, string)[]>([("token", s.ReminderToken), ("action", "stop")])) with { Case = "with its token" },
        MatrixRow.Get("/reset-password?token=x", "/reset-password"),
        MatrixRow.PostForm(
            "/reset-password",
            async s => [("token", await s.LinkAsync(LinkPurpose.ResetPassword)), ("new_password", People.Password)]) with { Case = "with its token" },
        MatrixRow.Get("/verify-email?token=x", "/verify-email"),
        MatrixRow.PostForm("/verify-email", async s => [("token", await s.LinkAsync(LinkPurpose.VerifyEmail)), ("password", People.Password)]) with { Case = "with its token" },
    ];

    private static JsonObject BlockedIn2041() => SalonFixture.With(
        CatalogueCalls.OpenRoundTheClock("chair-1"), ("time_off", new JsonArray(new JsonObject { ["from"] = "2041-01-01T00:00:00Z", ["to"] = "2041-01-02T00:00:00Z" })));

    private static MatrixRow Reschedule(Func<MatrixFixture, JsonObject> body) => MatrixRow.PostTo("/bookings/{id}/reschedule", s => s.NewBookingAsync(), body);

    private static JsonObject Later(MatrixFixture fixture) => new() { ["slot"] = fixture.NewSlot() };

    private static JsonObject Overriding(JsonObject body) => SalonFixture.With(body, ("override", true));

    private static JsonObject To(string? resource, JsonObject body) => SalonFixture.With(body, ("resource_id", resource));

    private static MatrixRow PutRole(Func<MatrixFixture, MatrixCaller, Person> user, string json) =>
        new("PUT /users/{id}/role", (s, caller) => Task.FromResult(Call.PutJson($"/users/{user(s, caller).Id}/role", json)));

    private static Call Erase(Person? person) => Call.PostJson("/users/me", new JsonObject { ["password"] = People.Password }.ToJsonString()) with
    {
        Method = "DELETE",
        Token = person?.Token,
    };

    private static string Address(Person? person) => new JsonObject { ["email"] = People.NewAddress(), ["password"] = person?.Password }.ToJsonString();

    private static string Passwords(Person? person) =>
        new JsonObject { ["old_password"] = person?.Password, ["new_password"] = person?.Password }.ToJsonString();
}
