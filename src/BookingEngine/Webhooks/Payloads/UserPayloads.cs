using System.Text.Json;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Profiles;
using BookingEngine.Users.Roles;

namespace BookingEngine.Webhooks.Payloads;

/// <summary>Payloads about users. A registration is the first of them, an erasure the last. What the team's stream says comes in between.</summary>
public sealed class UserPayloads(EarlierEvents earlier, AggregateLoader loader, GetProfileHandler profiles) : IPayloadSource
{
    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is UserRegistered or UserErased or RoleChanged or UserDeactivated;

    public async Task<(string Subject, long Sequence)> PlaceAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var user = UserOf(recorded.Event);
        return ($"user/{user}", recorded.Event switch
        {
            UserRegistered => 1,
            UserErased => 1 + await CountRegistrationsAsync(recorded, cancellation) + (await TeamAsync(user, long.MaxValue, cancellation)).Payloads,
            _ => 1 + (await TeamAsync(user, recorded.Version, cancellation)).Payloads,
        });
    }

    public async Task<PayloadBody> ComposeAsync(RecordedEvent recorded, bool personal, CancellationToken cancellation)
    {
        var user = UserOf(recorded.Event);
        var isErased = (await loader.RefreshAsync<User>(user.Stream, cancellation)).State.Status is UserStatus.Erased;
        var profile = isErased ? null : await profiles.HandleAsync(user, cancellation);
        var team = recorded.Event is RoleChanged or UserDeactivated ? await TeamAsync(user, recorded.Version, cancellation) : UserInTeam.Unknown;
        return new PayloadBody(
            json =>
            {
                json.WriteString("id"u8, user.Value);
                json.WriteString("role"u8, NameOf(team.Role));
                json.WriteBoolean("active"u8, recorded.Event is not UserErased && team.IsActive);
                WriteProfile(json, profile, personal);
                if (isErased)
                {
                    json.WriteBoolean("erased"u8, true);
                }
            },
            recorded.Event switch
            {
                RoleChanged => json => json.WriteString("role"u8, NameOf(team.FormerRole)),
                UserDeactivated => json => json.WriteBoolean("active"u8, true),
                _ => null,
            })
        {
            Person = user.ToString(),
        };
    }

    // A guest never registered.
    private async Task<int> CountRegistrationsAsync(RecordedEvent erased, CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var e in earlier.ReadAsync(erased.Stream, upTo: 1, cancellation))
        {
            count += e.Event is UserRegistered ? 1 : 0;
        }

        return count;
    }

    private async Task<UserInTeam> TeamAsync(UserId user, long upTo, CancellationToken cancellation)
    {
        var found = UserInTeam.Unknown;
        await foreach (var e in earlier.ReadAsync(Team.Stream, upTo, cancellation))
        {
            found = e.Event switch
            {
                RoleChanged changed when changed.UserId == user => found with { Role = changed.Role, FormerRole = found.Role, Payloads = found.Payloads + 1 },
                UserDeactivated changed when changed.UserId == user => found with { IsActive = false, Payloads = found.Payloads + 1 },
                UserReactivated changed when changed.UserId == user => found with { IsActive = true },
                _ => found,
            };
        }

        return found;
    }

    private static void WriteProfile(Utf8JsonWriter json, Profile? profile, bool personal)
    {
        if (profile is null)
        {
            return;
        }

        json.WriteString("created_at"u8, Rfc3339.Format(profile.CreatedAt));
        if (personal)
        {
            json.WriteString("full_name"u8, profile.FullName);
            json.WriteString("email"u8, profile.Email);
        }
    }

    private static UserId UserOf(IDomainEvent domainEvent) => domainEvent switch
    {
        UserRegistered e => e.UserId,
        UserErased e => e.UserId,
        RoleChanged e => e.UserId,
        UserDeactivated e => e.UserId,
        _ => throw new InvalidOperationException($"{domainEvent.GetType().Name} is not about a user."),
    };

    private static string NameOf(Role role) => role switch
    {
        Role.Customer => "customer",
        Role.Staff => "staff",
        Role.Admin => "admin",
        _ => throw new InvalidOperationException($"The role {role} has no name on the wire."),
    };

    private sealed record UserInTeam(Role Role, Role FormerRole, bool IsActive, int Payloads)
    {
        public static UserInTeam Unknown { get; } = new(Role.Customer, Role.Customer, IsActive: true, 0);
    }
}
