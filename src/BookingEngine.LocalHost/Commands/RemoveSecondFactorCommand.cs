using System.CommandLine;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using NodaTime;

namespace BookingEngine.LocalHost.Commands;

/// <summary>The way back for an administrator whom no other administrator can help.</summary>
internal static class RemoveSecondFactorCommand
{
    private const string Name = "remove-second-factor";

    private static readonly Argument<string> Address = new("email") { Description = "The mail address of the account." };

    public static Command Create()
    {
        var command = MaintenanceCommand.Create(
            Name, "Remove the second factor of the account with a mail address, and end its sessions. The audit log shows it. A process may serve meanwhile.",
            (services, result, cancellation) => RunAsync(services, result.GetRequiredValue(Address), cancellation));
        command.Add(Address);
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, string address, CancellationToken cancellation)
    {
        var account = EmailAddress.TryParseKnown(address) is { } email
            ? await services.GetRequiredService<AddressLookup>().FindAsync(email, cancellation)
            : null;
        if (account is not { User: { Factor: not null } user })
        {
            Console.Error.WriteLine($"{Name}: {(account is null ? "No account has this mail address." : "This account has no second factor.")}");
            return 1;
        }

        var now = Instant.FromDateTimeOffset(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var context = new CommandContext(new CommitId(services.GetRequiredService<IIds>().Next()), now, Actor: null, Name);
        var outcome = await services.GetRequiredService<SecondFactorAdministration>().RemoveAsync(user.Id, by: null, context, cancellation);
        Console.WriteLine($"{Name}: {outcome.Refusal?.Detail ?? $"the account {user.Id} has no second factor now. All its sessions have ended."}");
        return outcome.Refusal is null ? 0 : 1;
    }
}
