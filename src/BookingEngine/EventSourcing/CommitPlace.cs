namespace BookingEngine.EventSourcing;

/// <summary>What a store has at the place of a commit.</summary>
public enum CommitPlace
{
    Free,
    TakenByAnother,

    /// <summary>The commit has its id, but another attempt at the command wrote it.</summary>
    OtherAttempt,

    /// <summary>The commit itself. An earlier try of this append wrote it.</summary>
    Same,
}

public static class CommitPlaces
{
    /// <summary>Compares the commit with the stored one at its place, or null.</summary>
    public static CommitPlace Compare(this Commit commit, StoredCommit? stored)
    {
        if (stored?.Id != commit.Id)
        {
            return stored is null ? CommitPlace.Free : CommitPlace.TakenByAnother;
        }

        var isSame = stored.Metadata == commit.Metadata && stored.Events.AsSpan().SequenceEqual(commit.Events.AsSpan());
        return isSame ? CommitPlace.Same : CommitPlace.OtherAttempt;
    }

    /// <summary>How many commits of a run stand, and whether the next one may be written. After a commit of another attempt it may not: it was
    /// decided on other events.</summary>
    /// <param name="from">The number of commits that are known to stand.</param>
    /// <param name="placeOf">Finds what is at the place of the nth commit.</param>
    public static (int Stand, bool MayContinue) Recognise(int from, int count, Func<int, CommitPlace> placeOf)
    {
        for (var n = from; n < count; n++)
        {
            switch (placeOf(n))
            {
                case CommitPlace.Free:
                    return (n, true);
                case CommitPlace.TakenByAnother:
                    return (n, false);
                case CommitPlace.OtherAttempt:
                    return (n + 1, false);
            }
        }

        return (count, true);
    }
}
