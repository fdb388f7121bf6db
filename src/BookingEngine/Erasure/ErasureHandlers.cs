using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Users;
using BookingEngine.Users.Roles;

namespace BookingEngine.Erasure;

/// <summary>Finishes an erasure, in case the request crashed before it could.</summary>
public sealed class FinishErasure(ErasureSteps steps) : IEventHandler
{
    public string Name => "erasures";

    public string Category => User.Category;

    public Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        recorded.Event is UserErased e ? steps.RunAsync(e, recorded.Metadata, cancellation) : Task.CompletedTask;
}

/// <summary>Continues the erasure of a member who has left the team, in case the request crashed after that.</summary>
public sealed class FinishErasureOfMember(PersonErasure erasure, IIds ids, TimeProvider time) : IEventHandler
{
    public string Name => "erasures-of-members";

    public string Category => Team.Category;

    public Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation) => recorded.Event is TeamMemberErased e
        ? erasure.DecideAsync(
            new UserErased(e.UserId, e.Origin, e.By, e.From),
            new CommandContext(new CommitId(ids.Next()), time.Now(), recorded.Metadata.Actor, recorded.Metadata.CorrelationId), cancellation)
        : Task.CompletedTask;
}

/// <summary>Handles the message of an erasure's second look.</summary>
public sealed class SecondLookHandler(ErasureSteps steps)
{
    /// <summary>False if the message is about something else.</summary>
    public async Task<bool> TryHandleAsync(string message, CancellationToken cancellation)
    {
        if (!StreamName.TryParse(message, out var stream) || stream.Category != User.Category)
        {
            return false;
        }

        await steps.LookAgainAsync(new UserId(Guid.Parse(stream.Id)), cancellation);
        return true;
    }
}
