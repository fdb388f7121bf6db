using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Catalogue.Services;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Branding;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Http.Admission;
using BookingEngine.Tests.Webhooks;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Security;

/// <summary>A column of the matrix: the caller.</summary>
/// <param name="Person">The user whose token is sent, or null for none.</param>
/// <param name="HasKey">Whether the request has the app's key.</param>
internal sealed record MatrixCaller(string Title, Person? Person, bool HasKey = true);

/// <summary>Two chairs, each with its own staff, an owner whose data all rows use, and a user whom administrators change. Each request gets new
/// data.</summary>
internal sealed class MatrixFixture
{
    private int _slots;
    private string? _hold, _webhook;

    private MatrixFixture(RunningApi api) => Api = api;

    public RunningApi Api { get; }

    public MatrixCaller[] Callers { get; private set; } = [];

    public Person Owner => Callers[0].Person!;

    public required Person Admin { get; init; }

    public required Person Bystander { get; init; }

    /// <summary>A booking of the owner on the first chair that never changes.</summary>
    public string ExistingBooking { get; private set; } = "";

    public static async Task<MatrixFixture> OpenAsync(RunningApi api)
    {
        var fixture = new MatrixFixture(api) { Admin = await api.AdminAsync(), Bystander = await api.NewPersonAsync() };
        foreach (var chair in new[] { "chair-1", "chair-2", "old-chair" })
        {
            await fixture.CreateAsync("/resources", CatalogueCalls.OpenRoundTheClock(chair));
        }

        foreach (var (service, minutes) in new[] { ("cut", 30), ("quick", 1), ("asked", 30), ("old-cut", 30) })
        {
            await fixture.CreateAsync("/services", Service(service, minutes));
        }

        await fixture.RetireAsync("/resources/old-chair", CatalogueCalls.OpenRoundTheClock("old-chair"));
        await fixture.RetireAsync("/services/old-cut", Service("old-cut", 30));
        Assert.Equal(200, (await api.PutBrandAsync(new() { ["booking"] = "open" })).Status);
        fixture.Callers =
        [
            new("Owner", await api.NewPersonAsync()), new("Other customer", await api.NewPersonAsync()),
            new("Staff of the resource", await api.NewPersonAsync("staff", "chair-1")),
            new("Other staff", await api.NewPersonAsync("staff", "chair-2")),
            new("Administrator", fixture.Admin), new("Not signed in", null), new("Without the key", fixture.Admin, HasKey: false),
        ];
        fixture.ExistingBooking = await fixture.NewBookingAsync();
        return fixture;
    }

    /// <summary>A half hour that no other request uses.</summary>
    public string NewSlot() => People.SlotAt(100 + _slots++);

    public JsonObject BookingBody(string service = "cut") => RequestJson.Object(
        new CreateBookingRequest { Slot = RequestJson.Slot(NewSlot()), ServiceId = new(service), ResourceId = new("chair-1") });

    /// <summary>A new booking of the owner on the first chair. With the service <c>asked</c> it needs approval.</summary>
    public Task<string> NewBookingAsync(string service = "cut") => MakeAsync("/bookings", BookingBody(service));

    public JsonObject SeriesBody()
    {
        _slots++;
        return SalonFixture.With(BookingBody(), ("rule", "FREQ=MONTHLY;COUNT=2"));
    }

    /// <summary>The first booking of a new series of the owner.</summary>
    public async Task<string> NewSeriesAsync()
    {
        var booked = await Api.PostAsync(Owner, "/bookings/series", SeriesBody());
        Assert.Equal(201, booked.Status);
        return (string)booked.Json["bookings"]![0]!["id"]!;
    }

    /// <summary>A booking that has started: the clock moves to the next minute.</summary>
    public async Task<string> StartedBookingAsync()
    {
        var now = Api.Clock.GetUtcNow();
        var start = now.AddTicks(TimeSpan.TicksPerMinute - (now.Ticks % TimeSpan.TicksPerMinute));
        var body = BookingBody("quick");
        body["slot"] = start.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var booking = await MakeAsync("/bookings", body);
        Api.Clock.SetUtcNow(start);
        return booking;
    }

    /// <summary>The version of a resource, for a form that changes it.</summary>
    public async Task<string> VersionAsync(string resource) =>
        (await Api.SendAsync(Call.Get($"/resources/{resource}") with { Token = Admin.Token })).Header("ETag")!.Trim('"');

    /// <summary>An earlier end for a booking that has just started.</summary>
    public string EndOfStarted => Api.Clock.GetUtcNow().AddSeconds(30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A new hold of the owner. The one before is released, because a customer can have only a few.</summary>
    public async Task<string> NewHoldAsync()
    {
        if (_hold is not null)
        {
            Assert.Equal(204, (await Api.SendAsync(new Call("DELETE", $"/holds/{_hold}") { Token = Owner.Token })).Status);
        }

        return _hold = await MakeAsync("/holds", BookingBody());
    }

    /// <summary>The token of a new hold of a visitor.</summary>
    public async Task<string> VisitorHoldAsync()
    {
        var held = await Api.SendAsync(Call.PostJson("/public/holds", BookingBody().ToJsonString()));
        Assert.Equal(201, held.Status);
        return held.Member("token");
    }

    /// <summary>An endpoint that stays.</summary>
    public async Task<string> WebhookAsync() => _webhook ??= await NewWebhookAsync();

    public async Task<string> NewWebhookAsync() => (await Api.PostAsync(Admin, "/webhooks", WebhookApi.Body("webhook.disabled"))).Member("id");

    /// <summary>A new booking of a guest on the first chair.</summary>
    public async Task<string> NewGuestBookingAsync() => (await NewGuestAsync()).Member("id");

    /// <summary>The token of a manage link of a new booking.</summary>
    public async Task<string> ManageTokenAsync() => (await NewGuestAsync()).Member("manage_link").Split("token=")[1];

    /// <summary>A new user with the caller's role, whom a request may erase.</summary>
    public async Task<Person?> NewLikeAsync(MatrixCaller caller) => caller switch
    {
        { Person: null } => null,
        { Title: "Staff of the resource" } => await Api.NewPersonAsync("staff", "chair-1"),
        { Title: "Other staff" } => await Api.NewPersonAsync("staff", "chair-2"),
        { Title: "Administrator" } => await Api.NewPersonAsync("admin"),
        _ => await Api.NewPersonAsync(),
    };

    /// <summary>A new booking of a guest on the first chair.</summary>
    public async Task<Answer> BookGuestAsync()
    {
        var guest = new JsonObject { ["name"] = "Grace", ["email"] = People.NewAddress() };
        var booked = await Api.PostAsync(Admin, "/bookings", SalonFixture.With(BookingBody(), ("guest", guest)));
        Assert.Equal(201, booked.Status);
        return booked;
    }

    /// <summary>The token of a manage link of a new booking of a guest who has a mail address.</summary>
    public async Task<string> MailedGuestTokenAsync() =>
        (await Api.PostAsync(Admin, $"/bookings/{(await BookGuestAsync()).Member("id")}/manage-link", [])).Member("manage_link").Split("token=")[1];

    /// <summary>A new feed of the maker. It ends the maker's earlier ones, because nobody has more than some.</summary>
    public async Task<(string Id, string Path)> NewFeedAsync(Person maker, string route)
    {
        var made = await Api.SendAsync(Call.Post(route) with { Token = maker.Token });
        if (made.Status == 409)
        {
            foreach (var feed in (await Api.SendAsync(Call.Get(route) with { Token = maker.Token })).Json["feeds"]!.AsArray())
            {
                await Api.SendAsync(new Call("DELETE", $"/feeds/{feed!["id"]}") { Token = maker.Token });
            }

            made = await Api.SendAsync(Call.Post(route) with { Token = maker.Token });
        }

        return ((string)made.Json["feed"]!["id"]!, new Uri(made.Member("url")).AbsolutePath);
    }

    /// <summary>The token of the link in a reminder to the bystander.</summary>
    public string ReminderToken => Api.Services.GetRequiredService<LinkTokens>().Create(LinkPurpose.Reminders, new UserId(Bystander.Id), Guid.Empty);

    /// <summary>The token of a link about a guest's data, as in a mail.</summary>
    public async Task<string> GuestTokenAsync(LinkPurpose purpose) => Api.Services.GetRequiredService<LinkTokens>().Create(
        purpose, new UserId(Guid.Parse((await BookGuestAsync()).Member("user_id"))), Api.Services.GetRequiredService<IIds>().Next());

    /// <summary>A new session of a user, or null for no user.</summary>
    public async Task<Answer?> SignInAsync(Person? person) => person is null ? null : await Api.SignInAsync(person.Email, person.Password);

    public async Task<string> SessionAsync(Person? person) =>
        await SignInAsync(person) is { } tokens ? (string)Forgery.Read(tokens.Member("access_token")).Payload["sid"]! : Guid.CreateVersion7().ToString();

    /// <summary>The token of a link to the bystander, as in a mail.</summary>
    public async Task<string> LinkAsync(LinkPurpose purpose)
    {
        var (user, request, now) = (new UserId(Bystander.Id), Guid.CreateVersion7(), Api.Clock.Now());
        var token = Api.Services.GetRequiredService<LinkTokens>().Create(purpose, user, request);
        var key = await Api.Services.GetRequiredService<PersonalData>().KeyForAsync(user.ToString());
        IDomainEvent asked = purpose switch
        {
            LinkPurpose.ResetPassword => new PasswordResetRequested(request, LinkTokens.Hash(token), now + Duration.FromHours(1)),
            LinkPurpose.ChangeEmail => new EmailChangeRequested(request, key!.Encrypt(People.NewAddress()), new SessionId(request), now + Duration.FromHours(1)),
            _ => new EmailVerificationRequested(request, now + Duration.FromHours(1)),
        };
        var context = new CommandContext(new CommitId(request), now, null, "matrix");
        await Api.Services.GetRequiredService<CommandExecutor>().ExecuteAsync<User>(user.Stream, context, _ => Decision.Of(asked), CancellationToken.None);
        return token;
    }

    private static JsonObject Service(string id, int minutes)
    {
        ImmutableArray<ResourceId> chairs = [new("chair-1"), new("chair-2")];
        return RequestJson.Object(new ServiceRequest { Id = id, Name = "Haircut", Duration = minutes, ResourceIds = chairs, Approval = id == "asked" });
    }

    private async Task<Answer> NewGuestAsync()
    {
        var body = BookingBody();
        body["guest"] = new JsonObject { ["name"] = "Grace" };
        var made = await Api.PostAsync(Admin, "/bookings", body);
        Assert.Equal(201, made.Status);
        return made;
    }

    private async Task<string> MakeAsync(string path, JsonObject body)
    {
        var made = await Api.PostAsync(Owner, path, body);
        Assert.Equal((201, path), (made.Status, path));
        return made.Member("id");
    }

    private async Task CreateAsync(string path, JsonObject body) => Assert.Equal(201, (await Api.PostAsync(Admin, path, body)).Status);

    private async Task RetireAsync(string path, JsonObject body)
    {
        body["active"] = false;
        Assert.Equal(200, (await Api.PutAsync(Admin, path, body, "*")).Status);
    }
}
