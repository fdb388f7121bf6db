using System.Collections.Immutable;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users;

/// <summary>The user wants a second factor. It counts once a code of it confirms that the user's device has the secret.</summary>
/// <param name="Secret">In Base32, encrypted with the person's key.</param>
public sealed record SecondFactorRequested(Guid RequestId, Encrypted Secret, Instant ExpiresAt) : IDomainEvent;

/// <param name="Step">The time step of the code. Each step is used once.</param>
/// <param name="RecoveryHashes">SHA-256 of the recovery codes, which are not stored.</param>
/// <param name="KeptSession">The caller's session, the only one that continues.</param>
public sealed record SecondFactorConfirmed(Guid RequestId, long Step, ImmutableArray<string> RecoveryHashes, SessionId KeptSession) : IDomainEvent;

/// <summary>A sign-in used the code of this time step.</summary>
public sealed record SecondFactorUsed(long Step) : IDomainEvent;

/// <summary>A sign-in used a recovery code. It is of no use any more.</summary>
public sealed record RecoveryCodeUsed(string Hash) : IDomainEvent;

/// <param name="KeptSession">The caller's session, the only one that continues; null if all end.</param>
public sealed record SecondFactorRemoved(SessionId? KeptSession) : IDomainEvent;

/// <summary>A confirmed second factor.</summary>
/// <param name="Secret">Encrypted with the person's key.</param>
/// <param name="LastStep">The time step of the last code that was used.</param>
/// <param name="RecoveryHashes">Of the recovery codes that were not used.</param>
public sealed record SecondFactor(Encrypted Secret, long LastStep, ImmutableArray<string> RecoveryHashes);
