using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.Holds;
using BookingEngine.Idempotency;
using BookingEngine.Ports;
using BookingEngine.Times;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>A request with an idempotency key, executed on a node like at the HTTP edge.</summary>
public abstract record KeyedRequest(string Key, UserId User)
{
    /// <summary>The answer when the time is taken.</summary>
    public const string Taken = $"{Refused}slot_unavailable";

    private const string Refused = "refused: ";

    /// <summary>All content of the request except user and key.</summary>
    protected abstract string Content { get; }

    public static bool WasRefused(string answer) => answer.StartsWith(Refused, StringComparison.Ordinal);

    /// <summary>The answer: the created object or a refusal. Null means that the client must retry later.</summary>
    public Task<string?> SendAsync(Node node, World world) => SendAsync(node.Services, world.Next(), world);

    public async Task<string?> SendAsync(IServiceProvider node, Guid attempt, TimeProvider time)
    {
        var requests = node.GetRequiredService<IdempotentRequests>();
        var result = await requests.BeginAsync(
            new IdempotentRequest($"{User} {GetType().Name} {Key}", Content, Content), attempt, time.Now(), CancellationToken.None);
        return result.Kind switch
        {
            IdempotencyResultKind.Answered => result.Answer!,
            IdempotencyResultKind.Attempt => await AttemptAsync(requests, node, result.Lease!, time),
            _ => null,
        };
    }

    /// <summary>The created object as the answer shows it.</summary>
    protected abstract Task<Outcome<string>> RunAsync(IServiceProvider node, CommandContext context);

    private async Task<string?> AttemptAsync(IdempotentRequests requests, IServiceProvider node, IdempotencyLease held, TimeProvider time)
    {
        try
        {
            var context = new CommandContext(held.CommitId, time.Now(), User.ToString(), Key) { Attempt = held.Attempt };
            var outcome = await RunAsync(node, context);
            var answer = outcome.IsRefused(out var refusal, out var made) ? $"{Refused}{refusal.Code}" : made;
            return await requests.AnswerAsync(held, answer) || refusal is null ? answer : null;
        }
        catch (StoreUnavailableException)
        {
            await requests.ReleaseAsync(held, time.Now());
            return null;
        }
    }
}

/// <param name="Slot">The start of the slot.</param>
public sealed record KeyedBooking(string Key, UserId User, Instant Slot) : KeyedRequest(Key, User)
{
    public ServiceId ServiceId { get; init; } = DefaultCatalogue.Service;

    /// <summary>Null for any resource.</summary>
    public ResourceId? ResourceId { get; init; }

    protected override string Content => $"{Slot} {ServiceId} {ResourceId}";

    protected override async Task<Outcome<string>> RunAsync(IServiceProvider node, CommandContext context)
    {
        if (await node.GetRequiredService<CatalogueCache>().ServiceAsync(ServiceId, CancellationToken.None) is not { } service)
        {
            return BookingRefusals.UnknownService;
        }

        var outcome = await node.GetRequiredService<BookSlotHandler>().HandleAsync(
            new BookSlot(User, service, Slot) { ResourceId = ResourceId }, context, CancellationToken.None);
        return outcome.IsRefused(out var refusal, out var booking) ? refusal : booking.ToString();
    }
}

/// <param name="Slot">The start of the slot.</param>
public sealed record KeyedHold(string Key, UserId User, Instant Slot) : KeyedRequest(Key, User)
{
    public ServiceId ServiceId { get; init; } = DefaultCatalogue.Service;

    public Duration Length { get; init; } = Duration.FromMinutes(10);

    protected override string Content => $"{Slot} {ServiceId} {Length}";

    protected override async Task<Outcome<string>> RunAsync(IServiceProvider node, CommandContext context)
    {
        var outcome = await node.GetRequiredService<PlaceHoldHandler>().HandleAsync(
            new PlaceHold(User, new SlotInput(default, Slot), Length) { ServiceId = ServiceId }, context, CancellationToken.None);
        return outcome.IsRefused(out var refusal, out var hold) ? refusal : hold.Id.ToString();
    }
}

public sealed record KeyedBookingOfHold(string Key, UserId User, HoldId Hold) : KeyedRequest(Key, User)
{
    protected override string Content => $"{Hold}";

    protected override async Task<Outcome<string>> RunAsync(IServiceProvider node, CommandContext context)
    {
        var handler = node.GetRequiredService<BookHoldHandler>();
        var command = new BookHold(User, Hold, await handler.ServiceOfAsync(User, Hold, CancellationToken.None));
        var outcome = await handler.HandleAsync(command, context, CancellationToken.None);
        return outcome.IsRefused(out var refusal, out var booking) ? refusal : booking.ToString();
    }
}
