using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Users.Administration;
using BookingEngine.Users.Roles;
using NodaTime;

namespace BookingEngine.Webhooks.Feed;

/// <summary>Notes in the audit that an administrator reads personal data of events: once an hour, however often the feed is asked.</summary>
public sealed class PersonalReadNotes(CommandExecutor executor, PersonalData personal, TimeProvider time)
{
    public async Task NoteAsync(Administrator reader, string correlation, CancellationToken cancellation)
    {
        var now = time.Now();
        var hour = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / NodaConstants.SecondsPerHour * NodaConstants.SecondsPerHour);
        var by = await ActedBy.OfAsync(reader, personal, cancellation);

        // The same commit id all that hour, so that it is recorded once.
        var context = new CommandContext(
            new CommitId(new CommitId(reader.Id.Value).Derive($"personal data of events read in the hour of {hour}")), now, $"{reader.Id}", correlation)
        {
            Attempt = CommandAttempt.Competing(hour),
        };
        await executor.ExecuteAsync<Team>(Team.Stream, context, _ => Decision.Of(new PersonalEventsRead(by.Id, by.From)), cancellation);
    }
}
